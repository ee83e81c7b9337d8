package io.plumbline.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.Removal;
import io.plumbline.protocol.v1.StepEvent;
import java.util.Map;

/** {@link Examples} of what came with prunings. */
final class PruningExamples {

    private PruningExamples() {}

    /** Returns the events by the name of their golden file. */
    static Map<String, MessageLite> all() {
        return Map.of(
                "mask-change-pruning",
                pruning(),
                "step-event-pruned",
                StepEvent.newBuilder().setPruned(pruned()).build(),
                "mask-ack-pruned",
                MaskExamples.ack()
                        .setApplied(MaskExamples.applied().toBuilder().setRemoval(removal()))
                        .build());
    }

    private static Pruned pruned() {
        return Pruned.newBuilder()
                .setRun(Examples.RUN)
                .setAttempt(1)
                .setStep(401)
                .setMaskVersion(3)
                .setParametersBefore(235)
                .setParametersAfter(166)
                .setCostBefore(456)
                .setCostAfter(312)
                .setStepMsBefore(1.5)
                .setStepMsAfter(1.25)
                .addRemoved(1)
                .addRemoved(0)
                .setRebuildMs(12.5)
                .build();
    }

    /** Removes one of three nodes and closes another. */
    private static MaskChange pruning() {
        return MaskChange.newBuilder()
                .setRun(Examples.RUN)
                .setAttempt(1)
                .setStep(450)
                .setVersionInForce(3)
                .setChange(Change.newBuilder()
                        .setVersion(4)
                        .setBaseStep(450)
                        .addClosed(2)
                        .setMask(ByteString.copyFrom(new byte[] {0b001}))
                        .setPruning(true)
                        .setRemaining(ByteString.copyFrom(new byte[] {0b101})))
                .build();
    }

    private static Removal removal() {
        return Removal.newBuilder()
                .setNodes(1)
                .setParametersBefore(235)
                .setParametersAfter(166)
                .setCostBefore(456)
                .setCostAfter(312)
                .build();
    }
}
