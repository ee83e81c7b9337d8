package io.plumbline.benchmarks;

import io.plumbline.core.conditioning.NodeConditions;
import io.plumbline.core.model.Layers;
import io.plumbline.engine.Batch;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Magnitude;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.StepRecord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What is known of every node of a training: averages over steps, and a probe. Not thread safe. */
final class NodeStatistics {

    /** Of what a step adds to the averages of γ and τ. */
    private static final double SHARE = 0.1;

    private static final double EPSILON = 1e-3;

    private final boolean isUnnormalised;
    private final StepRecord record;
    private final ProbeRecord probe;
    private final double[] gamma;
    private final double[] tau;

    NodeStatistics(Layers layers, boolean isUnnormalised) {
        this.isUnnormalised = isUnnormalised;
        record = StepRecord.of(layers.nodes());
        probe = new ProbeRecord(layers);
        gamma = new double[layers.nodes()];
        tau = new double[layers.nodes()];
    }

    /** Makes a step and averages what it measures. */
    void step(Engine engine, Batch batch) {
        engine.step(batch, record);
        for (int b = 0; b < gamma.length; b++) {
            gamma[b] += SHARE * (record.gamma()[b] - gamma[b]);
            tau[b] += SHARE * (record.tau()[b] - tau[b]);
        }
    }

    /**
     * Returns all columns by their names.
     *
     * @param next fills the batch anew: a step is made for every size of a node
     */
    Map<String, double[]> columns(Engine engine, Runnable next, Batch batch) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        engine.probe(probe);
        double[] h = doubles(probe.gateCurvatureColumn());
        double[] energy = doubles(probe.energyColumn());
        double[] curvature = doubles(probe.curvatureColumn());
        columns.put(
                "−γ + ½h",
                IntStream.range(0, h.length)
                        .mapToDouble(b -> -gamma[b] + h[b] / 2)
                        .toArray());
        columns.put("½h", h);
        columns.put("τ", tau.clone());
        columns.put("s^μ", energy);
        columns.put("s^λ", curvature);
        columns.put(
                "κ_b",
                NodeConditions.kappas(
                        NodeConditions.shares(curvature, probe.curvature().total()),
                        NodeConditions.shares(energy, probe.energy().total()),
                        EPSILON / h.length));
        for (Magnitude magnitude : Magnitude.values()) {
            if (magnitude != Magnitude.NORM_SCALE || !isUnnormalised) {
                engine.magnitude(magnitude);
                next.run();
                step(engine, batch);
                columns.put(name(magnitude), doubles(record.weightNorm()));
            }
        }
        engine.magnitude(Magnitude.L2);
        return columns;
    }

    private static String name(Magnitude magnitude) {
        return switch (magnitude) {
            case L2 -> "Σ w²";
            case L1 -> "Σ |w|";
            case NORM_SCALE -> "|scale|";
            case USAGE -> "usage";
            case SENSITIVITY -> "mean |γ_i|";
            case LOAD -> "load";
        };
    }

    private static double[] doubles(float[] column) {
        double[] values = new double[column.length];
        Arrays.setAll(values, b -> column[b]);
        return values;
    }
}
