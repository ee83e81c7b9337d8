package io.plumbline.trainer.publish;

import io.plumbline.core.gating.StepReport;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.StepRecord;

/**
 * What the engine measured beside its columns, as immutable values: the engine fills its own records again at the next
 * step.
 */
final class StepReports {

    private StepReports() {}

    static StepReport.Scalars of(StepRecord record) {
        return new StepReport.Scalars(record.loss(), record.updateDot(), record.exampleGradient());
    }

    static StepReport.Probe of(ProbeRecord record) {
        return new StepReport.Probe(
                record.loss(),
                record.residual(),
                record.lambda(),
                record.eigenResidual(),
                record.energy().total(),
                record.curvature().total(),
                record.energy().ungated(),
                record.curvature().ungated(),
                record.energy().layers(),
                record.curvature().layers());
    }
}
