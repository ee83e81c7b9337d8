package io.plumbline.standalone.compare;

import io.plumbline.standalone.compare.Result.Compaction;
import io.plumbline.standalone.compare.statistics.MedianInterval;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The compactions of a method, on the fresh seeds.
 *
 * @param runs that had any
 * @param count median over all runs
 * @param firstStep median step of the first, over the runs that had any; NaN without such runs
 * @param costAfter median cost of the network after the last, of the dense one's, over the same
 */
record CompactionFindings(int runs, double count, double firstStep, double costAfter) {

    static CompactionFindings of(List<Result> runs, double denseCost) {
        List<List<Compaction>> compacted = runs.stream()
                .map(Result::compactions)
                .filter(some -> !some.isEmpty())
                .toList();
        return new CompactionFindings(
                compacted.size(),
                median(runs, run -> run.compactions().size()),
                median(compacted, some -> some.get(0).step()),
                median(compacted, some -> some.get(some.size() - 1).cost() / denseCost));
    }

    private static <T> double median(List<T> of, ToDoubleFunction<T> value) {
        return MedianInterval.median(of.stream().mapToDouble(value).toArray());
    }
}
