package io.plumbline.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.CapacityReport;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.Command;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.protocol.v1.NodeReason;
import io.plumbline.protocol.v1.RangeReason;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.protocol.v1.Veto;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Examples} of decisions, of what becomes of them at the trainer, and of orders about them. */
final class MaskExamples {

    private MaskExamples() {}

    static Map<String, MessageLite> all() {
        Map<String, MessageLite> all = new LinkedHashMap<>();
        all.put("mask-change", maskChange());
        all.put("mask-change-gate-curvature", gateCurvature());
        all.put("mask-change-capacity", capacity());
        all.put("mask-change-ranges", ranges());
        all.put("no-change", noChange());
        all.put("mask-ack-applied", ack().setApplied(applied()).build());
        all.put(
                "mask-ack-rejected",
                ack().setRejected(Rejected.newBuilder().setStep(401).setReason("stale"))
                        .build());
        all.put("command-veto", command());
        return all;
    }

    private static MaskChange.Builder decision() {
        return MaskChange.newBuilder()
                .setRun(Examples.RUN)
                .setAttempt(1)
                .setStep(400)
                .setVersionInForce(2)
                .setPolicy("greedy-q")
                .setPolicyVersion("1")
                .setStatisticsAtMs(17);
    }

    private static MaskChange noChange() {
        return decision().setNone(NoChange.newBuilder().setReason("warm-up")).build();
    }

    private static MaskChange maskChange() {
        return decision()
                .setChange(Change.newBuilder()
                        .setVersion(3)
                        .setBaseStep(400)
                        .addClosed(1)
                        .addOpened(4)
                        .setMask(ByteString.copyFrom(new byte[] {0b11101}))
                        .setRollback(true)
                        .addReasons(NodeReason.newBuilder()
                                .setNode(1)
                                .setGate(0.125)
                                .setScore(-0.5)
                                .setRank(1)
                                .setKappa(2)
                                .setShareLambda(0.5)
                                .setShareMu(0.25)
                                .setGamma(-0.0625)
                                .setTau(0.03125))
                        .setKappa(3)
                        .setLambda(1.5)
                        .setMuPl(0.5)
                        .setLoss(0.5)
                        .setDensity(0.8)
                        .setTargetDensity(0.75)
                        .setBudgetLeft(1)
                        .setChi(1.5)
                        .setPredictedLossChange(0.0625)
                        .setPruning(true))
                .build();
    }

    /** The same, and the number that came with {@code probe.draws}. */
    private static MaskChange gateCurvature() {
        MaskChange.Builder decision = maskChange().toBuilder();
        decision.getChangeBuilder().getReasonsBuilder(0).setGateCurvature(0.015625);
        return decision.build();
    }

    /** Nothing closes below the capacity floor. */
    private static MaskChange capacity() {
        return decision()
                .setNone(NoChange.newBuilder().setReason("nothing-to-change"))
                .setCapacity(CapacityReport.newBuilder()
                        .setFloor(14_700)
                        .setPerNat(5)
                        .setExamples(2_000)
                        .setLoss(1.47)
                        .setCapacity(14_720)
                        .setHeldBack(12))
                .build();
    }

    /** More nodes close than have a reason each. */
    private static MaskChange ranges() {
        MaskChange.Builder decision = maskChange().toBuilder();
        decision.getChangeBuilder()
                .clearReasons()
                .addRangeReasons(RangeReason.newBuilder()
                        .setRange(1)
                        .setCloses(true)
                        .setNodes(3_000)
                        .setLeastScore(-0.5)
                        .setGreatestScore(0.25)
                        .setShareLambda(0.5)
                        .setShareMu(0.125)
                        .setGamma(-0.0625)
                        .setTau(0.03125));
        return decision.build();
    }

    static MaskAck.Builder ack() {
        return MaskAck.newBuilder().setRun(Examples.RUN).setAttempt(1).setVersion(3);
    }

    static Applied applied() {
        return Applied.newBuilder()
                .setStep(401)
                .setLatencyMs(8.5)
                .setLossBefore(0.5)
                .setLossAfter(0.625)
                .setClosed(1)
                .setOpened(1)
                .setSeenMs(7.5)
                .build();
    }

    private static Command command() {
        return Command.newBuilder()
                .setRun(Examples.RUN)
                .setWho("ada")
                .setWhy("loss rose")
                .setAtMs(17)
                .setVeto(Veto.newBuilder().setVersion(3))
                .build();
    }
}
