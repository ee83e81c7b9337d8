package io.plumbline.experiments;

import io.plumbline.experiments.Result.Pruning;
import io.plumbline.experiments.statistics.MedianInterval;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The prunings of a method, on the fresh seeds.
 *
 * @param runs that had any
 * @param count median over all runs
 * @param firstStep median step of the first, over the runs that had any; NaN without such runs
 * @param costAfter median cost of the network after the last, of the dense one's, over the same
 */
record PruningFindings(int runs, double count, double firstStep, double costAfter) {

    static PruningFindings of(List<Result> runs, double denseCost) {
        List<List<Pruning>> pruned = runs.stream()
                .map(Result::prunings)
                .filter(some -> !some.isEmpty())
                .toList();
        return new PruningFindings(
                pruned.size(),
                median(runs, run -> run.prunings().size()),
                median(pruned, some -> some.get(0).step()),
                median(pruned, some -> some.get(some.size() - 1).cost() / denseCost));
    }

    private static <T> double median(List<T> of, ToDoubleFunction<T> value) {
        return MedianInterval.median(of.stream().mapToDouble(value).toArray());
    }
}
