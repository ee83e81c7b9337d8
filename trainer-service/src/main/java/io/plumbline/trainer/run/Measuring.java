package io.plumbline.trainer.run;

import io.plumbline.engine.Magnitude;
import java.util.List;

/**
 * What is measured beside every step's statistics.
 *
 * @param probeInterval P, steps between probes while the gate may close and open as it likes, at least 1
 * @param watchInterval W, steps between probes afterwards, and without a gate, at least 1
 * @param probeBatch B, examples of the probe batch, at least 1
 * @param probeDraws D, draws of the gate curvature in a probe; 0 does not measure it
 * @param evaluationInterval steps between evaluations on the whole training and test part, at least 1
 * @param lossLowerBound L*, nats, at least 0
 * @param lossTarget L_target of the work left, nats, above L*
 * @param lossThresholds training losses whose first passing is reported, nats, each above 0
 * @param magnitude what stands for the size of a node
 * @param stopAtTarget whether the run ends at the first evaluation with a training loss of at most L_target
 */
public record Measuring(
        int probeInterval,
        int watchInterval,
        int probeBatch,
        int probeDraws,
        int evaluationInterval,
        double lossLowerBound,
        double lossTarget,
        List<Double> lossThresholds,
        Magnitude magnitude,
        boolean stopAtTarget) {

    /** Checks and copies the components. */
    public Measuring {
        lossThresholds = List.copyOf(lossThresholds);
        require(probeInterval >= 1, "probe.interval", probeInterval, "at least 1");
        require(watchInterval >= 1, "probe.watch-interval", watchInterval, "at least 1");
        require(probeBatch >= 1, "probe.batch", probeBatch, "at least 1");
        require(probeDraws >= 0, "probe.draws", probeDraws, "at least 0");
        require(evaluationInterval >= 1, "evaluation-interval", evaluationInterval, "at least 1");
        require(lossLowerBound >= 0 && finite(lossLowerBound), "loss.lower-bound", lossLowerBound, "at least 0");
        require(
                lossTarget > lossLowerBound && finite(lossTarget),
                "loss.target",
                lossTarget,
                "above loss.lower-bound, " + lossLowerBound);
        require(
                lossThresholds.stream().allMatch(mark -> mark > 0 && finite(mark)),
                "loss.thresholds",
                lossThresholds,
                "above 0");
    }

    private static boolean finite(double x) {
        return !Double.isInfinite(x);
    }

    private static void require(boolean holds, String name, Object given, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + expected + ", was " + given);
        }
    }

    /** Returns the same with other intervals and another probe batch. */
    Measuring with(int probes, int watched, int examples, int evaluations) {
        return new Measuring(
                probes,
                watched,
                examples,
                probeDraws,
                evaluations,
                lossLowerBound,
                lossTarget,
                lossThresholds,
                magnitude,
                stopAtTarget);
    }
}
