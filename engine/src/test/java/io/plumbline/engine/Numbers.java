package io.plumbline.engine;

import java.util.List;
import java.util.stream.DoubleStream;

/** What an engine says of a probe and a step. */
final class Numbers {

    final StepRecord step;
    final ProbeRecord probe;
    private final Engine engine;

    Numbers(Engine engine) {
        this.engine = engine;
        step = StepRecord.of(engine.layers().nodes());
        probe = new ProbeRecord(engine.layers());
    }

    void probeAndStep(Batch batch) {
        engine.probe(probe);
        engine.step(batch, step);
    }

    /** Returns all columns but the weight norms, which count no weights from what was removed. */
    List<float[]> columns() {
        return List.of(
                step.gamma(), step.tau(), probe.energyColumn(), probe.curvatureColumn(), probe.gateCurvatureColumn());
    }

    float[] ofNode(int b) {
        return new float[] {
            step.gamma()[b],
            step.tau()[b],
            step.weightNorm()[b],
            probe.energyColumn()[b],
            probe.curvatureColumn()[b],
            probe.gateCurvatureColumn()[b]
        };
    }

    double[] scalars() {
        double[] scalars = {
            step.loss(),
            step.updateDot(),
            step.exampleGradient(),
            probe.loss(),
            probe.residual(),
            probe.lambda(),
            probe.eigenResidual(),
            probe.energy().total(),
            probe.energy().ungated(),
            probe.curvature().total(),
            probe.curvature().ungated()
        };
        // What is not measured is equal to itself
        return DoubleStream.of(scalars).map(x -> Double.isNaN(x) ? 0 : x).toArray();
    }

    /** Returns all of it, to be compared bit for bit. */
    List<Object> all() {
        return List.of(
                boxed(step.gamma()),
                boxed(step.tau()),
                boxed(step.weightNorm()),
                boxed(probe.energyColumn()),
                boxed(probe.curvatureColumn()),
                boxed(probe.gateCurvatureColumn()),
                DoubleStream.of(scalars()).boxed().toList(),
                probe.energy().layers(),
                probe.curvature().layers());
    }

    private static List<Float> boxed(float[] column) {
        Float[] boxed = new Float[column.length];
        for (int b = 0; b < column.length; b++) {
            boxed[b] = column[b];
        }
        return List.of(boxed);
    }
}
