package io.plumbline.testkit;

import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import java.util.List;

/**
 * A promise of the pipeline that watches one run's records, each topic in its own order, and then says whether it was
 * kept. The message names the value that was lost.
 */
public interface PipelineGuarantee {

    /** Sees a record of step-stats. */
    default void onStepEvent(StepEvent event) {}

    /** Sees a record of mask-changes. */
    default void onDecision(MaskChange decision) {}

    /** Sees a record of mask-acks. */
    default void onAck(MaskAck ack) {}

    /** Sees a record of evaluations. */
    default void onEvaluation(EvaluationEvent event) {}

    /**
     * Checks the promise over all that was seen.
     *
     * @throws AssertionError if it was broken
     */
    void verify();

    /** Returns all guarantees of a run whose decision interval is {@code interval}. */
    static List<PipelineGuarantee> all(int interval) {
        return List.of(
                new OneRecordPerDecisionStep(interval),
                new VersionsAreContiguous(),
                new WholeStepsInOrder(),
                new MissingStepsAreCounted(),
                new ChangesRestOnPublishedSteps(),
                new AppliedAtMostOnce(),
                new EveryVersionIsAnswered(),
                new RemovedStayAway());
    }
}
