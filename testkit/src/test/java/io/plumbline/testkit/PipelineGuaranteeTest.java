package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.RunEnd;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PipelineGuaranteeTest {

    @Test
    void oneRecordPerDecisionStep() {
        holds(decisions(10, 20, 30));
        breaks(decisions(10, 30), "one decision record per decision step");
        breaks(decisions(10, 20, 20), "one decision record per decision step");
        breaks(decisions(20, 10), "one decision record per decision step");
    }

    @Test
    void versionsAreContiguous() {
        holds(changes(1, 2, 3));
        breaks(changes(1, 1), "mask versions, in order");
        breaks(changes(1, 3), "mask versions, in order");
        breaks(changes(2, 1), "mask versions, in order");
    }

    @Test
    void wholeStepsInOrder() {
        holds(shards("1a 1b 3a 3b"));
        breaks(shards("1a 2a 2b"), "whole steps in order");
        breaks(shards("1b"), "whole steps in order");
        breaks(shards("2a 2b 1a 1b"), "whole steps in order");
    }

    @Test
    void missingStepsAreCounted() {
        holds(ended(4, 1, "1a 1b 2a 2b 4a 4b"));
        holds(shards("1a 1b 4a 4b"));
        breaks(ended(4, 0, "1a 1b 2a 2b 4a 4b"), "steps missing of 4");
        breaks(ended(2, 0, "1a 1b 2a 2b 2a 2b"), "steps missing of 2");
    }

    @Test
    void everyVersionIsAnswered() {
        // Given
        PipelineGuarantee guarantee = new EveryVersionIsAnswered();
        guarantee.onDecision(change(10, 1));
        guarantee.onDecision(change(20, 2));

        // When
        guarantee.onAck(MaskAck.newBuilder().setVersion(2).build());
        breaks(guarantee, "answered versions");
        guarantee.onAck(MaskAck.newBuilder().setVersion(1).build());

        // Then
        holds(guarantee);
    }

    @Test
    void changesRestOnPublishedSteps() {
        PipelineGuarantee guarantee = new ChangesRestOnPublishedSteps();
        guarantee.onDecision(change(7, 1));

        breaks(guarantee, "steps that mask changes rest on");
    }

    @Test
    void closedNodesMayReturnUntilTheirPruningIsApplied() {
        // When
        PipelineGuarantee guarantee = pruningAndReturn();

        // Then
        holds(guarantee);
    }

    @Test
    void removedStayAway() {
        // Given
        PipelineGuarantee guarantee = pruningAndReturn();

        // When
        guarantee.onAck(MaskAck.newBuilder()
                .setVersion(2)
                .setApplied(Applied.getDefaultInstance())
                .build());

        // Then
        breaks(guarantee, "nodes that version 3 opens");
    }

    @Test
    void aChangeMayBeAnsweredOnce() {
        // Given
        PipelineGuarantee guarantee = new AppliedAtMostOnce();
        guarantee.onDecision(change(10, 1));

        // When
        guarantee.onAck(MaskAck.newBuilder().setVersion(1).build());

        // Then
        holds(guarantee);
    }

    @Test
    void appliedAtMostOnce() {
        // Given
        PipelineGuarantee guarantee = new AppliedAtMostOnce();
        guarantee.onDecision(change(10, 1));
        guarantee.onAck(MaskAck.newBuilder().setVersion(1).build());

        // When
        guarantee.onAck(MaskAck.newBuilder().setVersion(1).build());

        // Then
        breaks(guarantee, "versions answered by the trainer");
    }

    /** Node 1 is closed when version 2 prunes, and version 3 opens it. */
    private static PipelineGuarantee pruningAndReturn() {
        PipelineGuarantee guarantee = new RemovedStayAway();
        guarantee.onDecision(MaskChange.newBuilder()
                .setChange(
                        Change.newBuilder().setVersion(2).setPruning(true).setRemaining(ByteString.copyFrom(new byte[] {
                            0b101
                        })))
                .build());
        guarantee.onDecision(MaskChange.newBuilder()
                .setChange(Change.newBuilder().setVersion(3).addOpened(1))
                .build());
        return guarantee;
    }

    private static void holds(PipelineGuarantee guarantee) {
        assertThatCode(guarantee::verify).doesNotThrowAnyException();
    }

    private static void breaks(PipelineGuarantee guarantee, String what) {
        assertThatThrownBy(guarantee::verify).isInstanceOf(AssertionError.class).hasMessageContaining(what);
    }

    private static PipelineGuarantee decisions(long... steps) {
        PipelineGuarantee guarantee = new OneRecordPerDecisionStep(10);
        LongStream.of(steps)
                .mapToObj(step -> MaskChange.newBuilder()
                        .setStep(step)
                        .setNone(NoChange.getDefaultInstance())
                        .build())
                .forEach(guarantee::onDecision);
        return guarantee;
    }

    private static PipelineGuarantee changes(long... versions) {
        PipelineGuarantee guarantee = new VersionsAreContiguous();
        LongStream.of(versions)
                .mapToObj(version -> change(10 * version, version))
                .forEach(guarantee::onDecision);
        return guarantee;
    }

    private static MaskChange change(long step, long version) {
        return MaskChange.newBuilder()
                .setStep(step)
                .setChange(Change.newBuilder().setVersion(version).setBaseStep(step))
                .build();
    }

    /** Shards of steps of two, written {@code 1a 1b 2a …}. */
    private static PipelineGuarantee shards(String written) {
        return shards(new WholeStepsInOrder(), written);
    }

    /** A run of so many steps, whose trainer counted some as dropped. */
    private static PipelineGuarantee ended(long steps, long dropped, String written) {
        PipelineGuarantee guarantee = shards(new MissingStepsAreCounted(), written);
        guarantee.onStepEvent(StepEvent.newBuilder()
                .setEnd(RunEnd.newBuilder().setStep(steps))
                .build());
        guarantee.onEvaluation(EvaluationEvent.newBuilder()
                .setProgress(Progress.newBuilder().setDropped(dropped))
                .build());
        return guarantee;
    }

    private static PipelineGuarantee shards(PipelineGuarantee guarantee, String written) {
        for (String shard : written.split(" ", -1)) {
            guarantee.onStepEvent(StepEvent.newBuilder()
                    .setShard(StepShard.newBuilder()
                            .setStep(shard.charAt(0) - '0')
                            .setShard(shard.charAt(1) - 'a')
                            .setShards(2))
                    .build());
        }
        return guarantee;
    }
}
