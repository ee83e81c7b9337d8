package io.plumbline.experiments;

import io.plumbline.experiments.Result.Evaluated;
import io.plumbline.experiments.statistics.MedianInterval;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The settings chosen for a method, and the data of the choice. The learning rate: fewest steps to the last target win
 * (median over the tuning seeds; a run that missed it or diverged took ∞); then more runs that reached it; then the
 * smaller median of the best loss on the part held out up to that target; then the smaller rate. Other keys of a method
 * are chosen after that, each with its own rate: by the fewest dense-step equivalents to the last target, as a sparser
 * network takes more steps that are cheaper; keys that regularize by the smallest median of the last loss held out, as
 * they seldom make training faster, which is not their purpose.
 *
 * @param method whose settings
 * @param tried candidates, in the order of the grid
 */
record Tuned(Method method, List<Tried> tried) {

    private static final Comparator<Tried> BETTER = Comparator.comparingDouble(Tried::medianSteps)
            .thenComparing(Comparator.comparingInt(Tried::reached).reversed())
            .thenComparingDouble(Tried::heldOutLoss)
            .thenComparingDouble(one -> one.candidate().learningRate());

    /** Copies the list. */
    Tuned {
        tried = List.copyOf(tried);
        if (tried.isEmpty()) {
            throw new IllegalArgumentException("nothing was tried of " + method.name());
        }
    }

    /** Returns the best candidate. */
    Candidate chosen() {
        return best().candidate();
    }

    /** Returns the best candidate with its runs. */
    Tried best() {
        return tried.stream()
                .collect(Collectors.groupingBy(
                        one -> one.candidate().options(), LinkedHashMap::new, Collectors.minBy(BETTER)))
                .values()
                .stream()
                .map(Optional::orElseThrow)
                .min(Comparator.comparingDouble(method.regularizes() ? Tried::heldOutLoss : Tried::medianWork)
                        .thenComparing(BETTER))
                .orElseThrow();
    }

    /**
     * One candidate on the tuning seeds.
     *
     * @param candidate what was tried
     * @param seeds how many runs
     * @param medianSteps to the last target, ∞ where half of the runs missed it
     * @param medianWork to the last target, multiply-adds of an example times steps, ∞ where half of the runs missed it
     * @param reached runs that reached it
     * @param diverged runs that diverged
     * @param heldOutLoss median of a loss on the validation part (training part where there is none), nats: of what
     *     regularizes the last, else the best mean of three up to the last target
     */
    record Tried(
            Candidate candidate,
            int seeds,
            double medianSteps,
            double medianWork,
            int reached,
            int diverged,
            double heldOutLoss) {

        /** Returns the only candidate, which there was no need to try. */
        static Tried not(Candidate candidate) {
            return new Tried(candidate, 0, Double.NaN, Double.NaN, 0, 0, Double.NaN);
        }

        /** Returns whether it was run at all in tuning. */
        boolean wasTried() {
            return seeds > 0;
        }

        /**
         * Summarizes runs.
         *
         * @param heldOut whether the runs were evaluated on a part held out
         */
        static Tried of(Candidate candidate, List<Result> runs, double target, boolean heldOut) {
            int reached = (int) runs.stream()
                    .filter(run -> run.converged() && Double.isFinite(run.stepsTo(target)))
                    .count();
            int diverged = (int) runs.stream().filter(run -> !run.converged()).count();
            return new Tried(
                    candidate,
                    runs.size(),
                    median(runs, run -> run.stepsTo(target)),
                    median(runs, run -> run.reached(target).map(Evaluated::work).orElse(Double.POSITIVE_INFINITY)),
                    reached,
                    diverged,
                    median(runs, run -> loss(candidate.method(), run, target, heldOut)));
        }

        /** Returns the median of a measure, ∞ of a run that diverged. */
        private static double median(List<Result> runs, ToDoubleFunction<Result> measure) {
            return MedianInterval.median(runs.stream()
                    .mapToDouble(run -> run.converged() ? measure.applyAsDouble(run) : Double.POSITIVE_INFINITY)
                    .toArray());
        }

        /** Runs that stop at the target and those that do not are compared in the same way. */
        private static double loss(Method method, Result run, double target, boolean heldOut) {
            ToDoubleFunction<Evaluated> loss = heldOut ? Evaluated::testLoss : Evaluated::trainingLoss;
            if (method.regularizes()) {
                return loss.applyAsDouble(run.last());
            }
            double stop = run.stepsTo(target);
            List<Evaluated> until =
                    run.evaluations().stream().filter(at -> at.step() <= stop).toList();
            return Metrics.meansOfThree(until, loss).min().orElse(Double.POSITIVE_INFINITY);
        }
    }
}
