package io.plumbline.trainer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a run.
 *
 * @param run id
 * @param ending how it ended
 * @param reason for people, where it did not finish; else empty
 * @param steps made
 * @param seconds wall-clock spent in steps and in making the network smaller, evaluations and waiting for the gate left out
 * @param evaluations in order; the last is that of the final network, if the run finished
 * @param marks for every loss threshold that was passed: the first evaluation whose training loss was at most that
 * @param firstProbe first measurement of λ and μ_PL, if any
 * @param lastProbe last measurement
 * @param openNodes per layer, in node order
 * @param nodes per layer, in node order
 * @param masks what became of mask changes
 * @param costs where the time went, and what was lost
 * @param files with the trained network, if it was written: all but that of a diverged run; behind it, where an average
 *     of the weights was kept, the same network with that
 * @param checkpoint from which the run can go on, or that of its end, if one was written then
 */
public record RunResult(
        String run,
        Ending ending,
        String reason,
        long steps,
        double seconds,
        List<Evaluated> evaluations,
        Map<Double, Evaluated> marks,
        Optional<Probed> firstProbe,
        Optional<Probed> lastProbe,
        Map<String, Integer> openNodes,
        Map<String, Integer> nodes,
        Masks masks,
        Costs costs,
        List<Path> files,
        Optional<Path> checkpoint) {

    /** Exit code of a process whose run finished, while Kafka did not take all that it said. */
    public static final int UNHEARD = 5;

    /** Returns whether the run finished, but the log does not hold all of it, its end above all. */
    public boolean isUnheard() {
        return ending == Ending.FINISHED && costs.undelivered() > 0;
    }

    /** Returns the exit code of a process that made this run. */
    public int exitCode() {
        return isUnheard() ? UNHEARD : ending.exitCode;
    }

    /** Returns the file with the trained network, if one was written. */
    public Optional<Path> file() {
        return files.stream().findFirst();
    }

    /** How a run ends. */
    public enum Ending {
        /** All planned steps were made, or those to the target where the run was to stop there. */
        FINISHED(0),
        /** Broken. */
        FAILED(1),
        /** Stopped early, between two steps; the exit code of a process that a signal stopped is 128 + its number. */
        STOPPED(130),
        /** The loss or a gradient was no longer finite. */
        DIVERGED(3),
        /** In lockstep, no decision came in time. */
        NO_GATE(4),
        /** Another process goes on with it: nothing more was published or written. */
        SUPERSEDED(1);

        private final int exitCode;

        Ending(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    /**
     * One probe.
     *
     * @param step at which it was made, before the update
     * @param loss on the probe batch, nats
     * @param lambda λ
     * @param muPl μ_PL = ‖g‖²/(2(L − L*)), NaN where L is L*
     */
    public record Probed(long step, double loss, double lambda, double muPl) {

        /** Returns κ = λ/μ_PL. */
        public double kappa() {
            return lambda / muPl;
        }
    }

    /**
     * Mask changes.
     *
     * @param applied versions
     * @param rejected versions
     * @param prunings among the applied: closed nodes were removed for good
     * @param closed nodes closed, in all changes together
     * @param opened nodes opened
     * @param undecidedSteps decision steps without a decision, "no change" included, by the end
     * @param latencyP50Ms median of statistics of the decision step published → mask in force, exact; NaN where nothing
     *     was applied
     * @param latencyP99Ms 99th percentile
     * @param seenP50Ms median of statistics published → change read
     * @param seenP99Ms 99th percentile
     */
    public record Masks(
            int applied,
            int rejected,
            int prunings,
            long closed,
            long opened,
            long undecidedSteps,
            double latencyP50Ms,
            double latencyP99Ms,
            double seenP50Ms,
            double seenP99Ms) {}

    /**
     * Time and loss.
     *
     * @param stepMs sum over all steps: batch, update, statistics, probes, hand-over
     * @param rebuildMs making the network smaller
     * @param statisticsMs the part of the steps that probes and the hand-over took; what the update itself spends on statistics
     *     cannot be told apart
     * @param waitedMs waiting for the gate, in lockstep
     * @param evaluationMs evaluations
     * @param droppedSteps steps whose statistics were dropped
     * @param undelivered records that never reached Kafka
     */
    public record Costs(
            double stepMs,
            double rebuildMs,
            double statisticsMs,
            double waitedMs,
            double evaluationMs,
            long droppedSteps,
            long undelivered) {}
}
