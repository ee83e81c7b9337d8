package io.plumbline.trainer;

import io.plumbline.protocol.v1.Manifest;
import java.time.Duration;

/**
 * Is called by the training thread, between steps, with what happens in a run: the time that it takes is lost to the
 * training. Every method does nothing unless overridden.
 */
public interface RunListener {

    /** Listens to nothing. */
    RunListener NONE = new RunListener() {};

    /** The run begins. */
    default void onStarted(Manifest manifest) {}

    /** A step was made. */
    default void onStep(StepSeen step) {}

    /**
     * The run waits for the gate to decide a step: called in lockstep only, first after a second, then every second.
     */
    default void onWaiting(long step, Duration waited, Duration patience) {}

    /** Kafka, or in async mode the gate, has stopped answering: called once for every outage, with one sentence. */
    default void onTrouble(String sentence) {}

    /** What had stopped answering answers again: called with one sentence that says what was lost meanwhile. */
    default void onRecovery(String sentence) {}

    /** A mask change was applied or rejected. */
    default void onMask(MaskSeen mask) {}

    /** The network was measured on both parts. */
    default void onEvaluation(Evaluated evaluation) {}

    /** The run is over. */
    default void onEnd(RunResult result) {}

    /**
     * A step.
     *
     * @param step from 1
     * @param loss of the batch, nats
     * @param openNodes in force during the step
     * @param stepMs wall-clock of the step, statistics included
     * @param dropped steps whose statistics were dropped so far
     * @param lambda λ of the last probe, NaN before the first
     * @param muPl μ_PL of the last probe, NaN before the first
     */
    record StepSeen(long step, double loss, int openNodes, double stepMs, long dropped, double lambda, double muPl) {}

    /**
     * A mask change.
     *
     * @param version of it
     * @param step first step under it, or step at which it was rejected
     * @param closed nodes closed
     * @param opened nodes opened
     * @param openNodes in force afterwards
     * @param latencyMs statistics of the decision step published → mask in force, NaN where not known
     * @param rejection reason; empty where it was applied
     */
    record MaskSeen(
            long version, long step, int closed, int opened, int openNodes, double latencyMs, String rejection) {}
}
