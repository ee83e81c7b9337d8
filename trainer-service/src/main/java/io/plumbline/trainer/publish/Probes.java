package io.plumbline.trainer.publish;

import io.plumbline.protocol.v1.Probe;
import io.plumbline.trainer.engine.ProbeRecord;

/** A probe as it travels. */
final class Probes {

    /** Where λ is 0 no eigenvector was found: the residual says so without being NaN, which no record may hold. */
    private static final double UNSETTLED = 1;

    private Probes() {}

    static Probe message(ProbeRecord record) {
        double residual = record.eigenResidual();
        return Probe.newBuilder()
                .setLoss(record.loss())
                .setLossResidual(record.residual())
                .setLambda(record.lambda())
                .setEigenResidual(Double.isNaN(residual) ? UNSETTLED : residual)
                .setEnergy(record.energy().total())
                .setCurvature(record.curvature().total())
                .setUngatedEnergy(record.energy().ungated())
                .setUngatedCurvature(record.curvature().ungated())
                .addAllRangeEnergy(record.energy().layers())
                .addAllRangeCurvature(record.curvature().layers())
                .build();
    }
}
