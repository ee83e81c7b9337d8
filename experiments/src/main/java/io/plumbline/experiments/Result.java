package io.plumbline.experiments;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a run: enough for every table and plot, small enough to be stored beside the plan.
 *
 * @param key hash of settings, software and data: the name of the file
 * @param software version that trained
 * @param run id in the log
 * @param method that was trained
 * @param settings of the run, all of them, data relative to the data root
 * @param sha256 of the training part
 * @param ending {@code finished} or {@code diverged}
 * @param reason for people, where it diverged
 * @param steps made
 * @param nodes of every gated layer
 * @param evaluations in order, the first before the first step
 * @param conditions after probes, thinned to at most {@value #MOST_CONDITIONS}
 * @param violations steps at which the gap fell by less than ½|gᵀΔw|: there the prediction does not bind
 * @param shapes open nodes of every layer, from the first step under each mask on
 * @param prunings in order; none in files of older runs
 * @param costs where the time went
 */
record Result(
        String key,
        String software,
        String run,
        String method,
        Map<String, String> settings,
        String sha256,
        String ending,
        String reason,
        long steps,
        List<Integer> nodes,
        List<Evaluated> evaluations,
        List<Conditioned> conditions,
        long violations,
        List<Shape> shapes,
        List<Pruning> prunings,
        Costs costs) {

    static final int MOST_CONDITIONS = 200;
    static final String FINISHED = "finished";
    static final String DIVERGED = "diverged";

    /** Files of older runs say nothing of prunings: then there are none. */
    Result {
        prunings = prunings == null ? List.of() : List.copyOf(prunings);
    }

    /**
     * An evaluation of the network on both parts.
     *
     * @param step number of updates made before
     * @param trainingLoss nats
     * @param trainingError 0 to 1
     * @param testLoss nats; of the validation part where the run was evaluated on that
     * @param testError 0 to 1
     * @param averaged the same four of averaged weights; none in files of older runs
     * @param seconds wall-clock from the first step on, all overheads but evaluations included
     * @param work Σ over steps of the cost of the network in force, multiply-adds per example and pass
     */
    record Evaluated(
            long step,
            double trainingLoss,
            double trainingError,
            double testLoss,
            double testError,
            Averaged averaged,
            double seconds,
            double work) {

        /** Files of older runs say nothing of averages: then there are none. */
        Evaluated {
            averaged = averaged == null ? Averaged.NONE : averaged;
        }

        /** Returns the test loss of averaged weights; where none are kept that of the weights, their average at a decay of 0. */
        double averagedTestLoss() {
            return averaged.isKept() ? averaged.testLoss() : testLoss;
        }

        /** Returns the test error of averaged weights; where none are kept that of the weights. */
        double averagedTestError() {
            return averaged.isKept() ? averaged.testError() : testError;
        }
    }

    /**
     * What an evaluation found with averaged weights; NaN where none are kept.
     *
     * @param trainingLoss nats
     * @param trainingError 0 to 1
     * @param testLoss nats
     * @param testError 0 to 1
     */
    record Averaged(double trainingLoss, double trainingError, double testLoss, double testError) {

        static final Averaged NONE = new Averaged(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        /** Returns whether an average is kept. */
        boolean isKept() {
            return !Double.isNaN(trainingLoss);
        }
    }

    /**
     * A probe as the gate evaluated it.
     *
     * @param step probe step
     * @param lambda λ
     * @param mu μ_PL
     * @param kappa κ
     * @param measuredGap averaged training loss − L*
     * @param predictedGap what the contraction predicts
     */
    record Conditioned(long step, double lambda, double mu, double kappa, double measuredGap, double predictedGap) {}

    /**
     * A mask.
     *
     * @param decided decision step, 0 for the start
     * @param from first step under it, 0 for the start
     * @param open nodes of every layer
     */
    record Shape(long decided, long from, List<Integer> open) {}

    /**
     * Closed nodes removed for good.
     *
     * @param step first of the smaller network
     * @param cost of the smaller network, multiply-adds per example and pass
     */
    record Pruning(long step, long cost) {}

    /**
     * Where the time went, seconds.
     *
     * @param steps in steps, statistics included
     * @param statistics in probes and the hand-over
     * @param waiting for the gate
     * @param evaluations on both parts
     * @param whole from start to end of the run
     * @param dropped steps whose statistics were dropped
     */
    record Costs(double steps, double statistics, double waiting, double evaluations, double whole, long dropped) {}

    /** Returns whether the loss stayed finite. */
    boolean converged() {
        return ending.equals(FINISHED);
    }

    long seed() {
        return Long.parseLong(settings.get(Settings.SEED));
    }

    /** Returns L*. */
    double lossLowerBound() {
        return Double.parseDouble(settings.get("loss.lower-bound"));
    }

    List<Integer> lastShape() {
        return shapes.get(shapes.size() - 1).open();
    }

    Evaluated last() {
        return evaluations.get(evaluations.size() - 1);
    }

    /** Returns the first evaluation with a training loss at or below the target. */
    Optional<Evaluated> reached(double target) {
        return evaluations.stream().filter(at -> at.trainingLoss() <= target).findFirst();
    }

    /** Returns the steps to the target, ∞ where it was missed. */
    double stepsTo(double target) {
        return reached(target).map(at -> (double) at.step()).orElse(Double.POSITIVE_INFINITY);
    }
}
