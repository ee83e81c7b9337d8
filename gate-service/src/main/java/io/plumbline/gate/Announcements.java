package io.plumbline.gate;

import com.google.protobuf.ByteString;
import io.plumbline.core.conditioning.LayerCondition;
import io.plumbline.core.gating.Change;
import io.plumbline.core.gating.ConditionReport;
import io.plumbline.core.gating.MaskDecision;
import io.plumbline.core.gating.NoChange;
import io.plumbline.core.gating.NodeReason;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RangeCondition;
import java.util.Arrays;

/** Decisions and conditions as they travel. */
final class Announcements {

    private Announcements() {}

    /**
     * Returns the record of a decision.
     *
     * @param run whose
     * @param plan of the run
     * @param policy that decided
     * @param decision what was decided
     * @param statisticsAtMs timestamp of the record that decided; 0 where none did
     */
    static MaskChange of(String run, RunPlan plan, Policy policy, MaskDecision decision, long statisticsAtMs) {
        MaskChange.Builder record = MaskChange.newBuilder()
                .setRun(run)
                .setAttempt(plan.attempt())
                .setStep(decision.step())
                .setVersionInForce(decision.versionInForce())
                .setPolicy(policy.name())
                .setPolicyVersion(policy.version())
                .setStatisticsAtMs(statisticsAtMs);
        if (decision instanceof NoChange none) {
            record.getNoneBuilder().setReason(none.reason().spelling());
        }
        decision.change().ifPresent(change -> record.setChange(change(change)));
        return record.build();
    }

    private static io.plumbline.protocol.v1.Change change(Change change) {
        io.plumbline.protocol.v1.Change.Builder record = io.plumbline.protocol.v1.Change.newBuilder()
                .setVersion(change.version())
                .setBaseStep(change.step())
                .setMask(ByteString.copyFrom(change.mask().toBytes()))
                .setRollback(change.rollback())
                .setPruning(change.pruning())
                .setKappa(change.condition().kappa())
                .setLambda(change.condition().lambda())
                .setMuPl(change.condition().muPl())
                .setLoss(change.condition().loss())
                .setDensity(change.density())
                .setTargetDensity(change.targetDensity())
                .setBudgetLeft(change.budgetLeft())
                .setChi(change.chi())
                .setPredictedLossChange(change.predictedLossChange());
        Arrays.stream(change.closed()).forEach(record::addClosed);
        Arrays.stream(change.opened()).forEach(record::addOpened);
        change.remaining().ifPresent(left -> record.setRemaining(ByteString.copyFrom(left.toBytes())));
        change.reasons().forEach(reason -> record.addReasons(reason(reason)));
        return record.build();
    }

    private static io.plumbline.protocol.v1.NodeReason reason(NodeReason reason) {
        return io.plumbline.protocol.v1.NodeReason.newBuilder()
                .setNode(reason.node())
                .setGate(reason.gate())
                .setScore(reason.score())
                .setRank(reason.rank())
                .setKappa(reason.kappa())
                .setShareLambda(reason.shareLambda())
                .setShareMu(reason.shareMu())
                .setGamma(reason.gamma())
                .setTau(reason.tau())
                .build();
    }

    /** Returns the record of a run's conditioning. */
    static Condition of(String run, int attempt, ConditionReport report) {
        Condition.Builder record = Condition.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setStep(report.step())
                .setMaskVersion(report.maskVersion())
                .setLoss(report.whole().loss())
                .setLambda(report.whole().lambda())
                .setMuPl(report.whole().muPl())
                .setMuR(report.whole().muR())
                .setKappa(report.whole().kappa())
                .setEigenResidual(report.eigenResidual())
                .setContraction(report.contraction())
                .setPredictedGap(report.predictedGap())
                .setMeasuredGap(report.measuredGap())
                .setViolations(report.violations())
                .setStability(report.stability())
                .setExampleGradient(report.exampleGradient());
        report.layers().forEach(layer -> record.addRanges(range(layer)));
        return record.build();
    }

    private static RangeCondition range(LayerCondition layer) {
        return RangeCondition.newBuilder()
                .setRange(layer.layer())
                .setLambda(layer.lambda())
                .setMuPl(layer.muPl())
                .setKappa(layer.kappa())
                .setNodes(layer.nodes())
                .setOpen(layer.open())
                .build();
    }
}
