package io.plumbline.protocol;

import io.plumbline.core.conditioning.LayerCondition;
import io.plumbline.core.gating.ConditionReport;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.RangeCondition;
import java.util.List;

/**
 * Conditions, from core's values to the message and back. Only the layers are read back: for the whole network, κ and μ
 * are written, but not the gradient and L* that they were computed from, and readers take those numbers from the
 * message.
 */
public final class ConditionCodec {

    private ConditionCodec() {}

    /**
     * Returns the message of a run's conditioning after a probe.
     *
     * @param run whose
     * @param attempt of the run, from 1
     * @param report the conditioning
     */
    public static Condition write(String run, int attempt, ConditionReport report) {
        Condition.Builder message = Condition.newBuilder()
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
        report.layers().forEach(layer -> message.addRanges(message(layer)));
        return message.build();
    }

    private static RangeCondition message(LayerCondition layer) {
        return RangeCondition.newBuilder()
                .setRange(layer.layer())
                .setLambda(layer.lambda())
                .setMuPl(layer.muPl())
                .setKappa(layer.kappa())
                .setNodes(layer.nodes())
                .setOpen(layer.open())
                .build();
    }

    /** Returns the conditions of the layers, in the manifest's order, then that of ungated parameters. */
    public static List<LayerCondition> layers(Condition message) {
        return message.getRangesList().stream()
                .map(range -> new LayerCondition(
                        range.getRange(), range.getNodes(), range.getOpen(), range.getLambda(), range.getMuPl()))
                .toList();
    }
}
