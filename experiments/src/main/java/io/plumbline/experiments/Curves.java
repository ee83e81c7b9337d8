package io.plumbline.experiments;

import io.plumbline.experiments.Result.Conditioned;
import io.plumbline.experiments.Result.Evaluated;
import io.plumbline.experiments.statistics.MedianInterval;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A method over its steps: at every evaluation (κ: at every probe) the median over the seeds. Steps that less than half
 * of the runs reached are left out: a median over the rest, after the others diverged, would look too good.
 *
 * @param steps of the evaluations
 * @param equivalents dense-step equivalents of these steps
 * @param training loss, nats
 * @param test loss, nats
 * @param accuracy on the test part, 0 to 1
 * @param probes steps of the probes
 * @param kappa κ
 */
record Curves(
        List<Long> steps,
        List<Double> equivalents,
        List<Double> training,
        List<Double> test,
        List<Double> accuracy,
        List<Long> probes,
        List<Double> kappa) {

    static Curves of(List<Result> runs, double denseCost) {
        TreeMap<Long, List<Evaluated>> evaluations = runs.stream()
                .flatMap(run -> run.evaluations().stream())
                .collect(Collectors.groupingBy(Evaluated::step, TreeMap::new, Collectors.toList()));
        TreeMap<Long, List<Conditioned>> probes = runs.stream()
                .flatMap(run -> run.conditions().stream())
                .filter(at -> Double.isFinite(at.kappa()))
                .collect(Collectors.groupingBy(Conditioned::step, TreeMap::new, Collectors.toList()));
        evaluations.values().removeIf(seen -> 2 * seen.size() < runs.size());
        probes.values().removeIf(seen -> 2 * seen.size() < runs.size());
        return new Curves(
                List.copyOf(evaluations.keySet()),
                medians(evaluations, at -> at.work() / denseCost),
                medians(evaluations, Evaluated::trainingLoss),
                medians(evaluations, Evaluated::testLoss),
                medians(evaluations, at -> 1 - at.testError()),
                List.copyOf(probes.keySet()),
                medians(probes, Conditioned::kappa));
    }

    private static <T> List<Double> medians(TreeMap<Long, List<T>> seen, ToDoubleFunction<T> value) {
        return seen.values().stream()
                .map(at -> MedianInterval.median(at.stream()
                        .mapToDouble(value)
                        .filter(x -> !Double.isNaN(x))
                        .toArray()))
                .toList();
    }

    /** Returns the median κ of a run over its probes, NaN without any. */
    static double medianKappa(Result run) {
        return MedianInterval.median(run.conditions().stream()
                .mapToDouble(Conditioned::kappa)
                .filter(Double::isFinite)
                .toArray());
    }

    /** Returns κ of the last probe that has one, NaN without any. */
    static double lastKappa(Result run) {
        return run.conditions().stream()
                .mapToDouble(Conditioned::kappa)
                .filter(Double::isFinite)
                .reduce((before, last) -> last)
                .orElse(Double.NaN);
    }

    /** Returns the cost of a step at the end of a run, by the work between its last two evaluations. */
    static double lastCost(Result run) {
        List<Evaluated> evaluations = run.evaluations();
        if (evaluations.size() < 2) {
            return Double.NaN;
        }
        Evaluated last = run.last();
        Evaluated before = evaluations.get(evaluations.size() - 2);
        return (last.work() - before.work()) / (last.step() - before.step());
    }
}
