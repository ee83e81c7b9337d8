package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionAverage;
import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.conditioning.ExponentialAverage;
import io.plumbline.core.conditioning.LayerCondition;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Totals of a run's probes, averaged since the mask version last changed. Not thread safe.
 *
 * <p>E is the gradient of {@link #average()}; it has the same weights as the columns of {@link NodeAverages}.
 */
final class ProbeAverages {

    private static final long NO_VERSION = -1;

    private final double lowerBound;
    private final double decay;
    private long version = NO_VERSION;
    /** Complete probes under that version. */
    private int count;

    private ConditionEstimate last = ConditionEstimate.EMPTY;
    private double eigenResidual = Double.NaN;
    /** Of the last probe: parts of E and A that every layer's open nodes own, then that of ungated parameters. */
    private double[] energyParts = {};

    private double[] curvatureParts = {};
    private ConditionAverage average;
    private ExponentialAverage curvature;

    ProbeAverages(double lowerBound, double decay) {
        this.lowerBound = lowerBound;
        this.decay = decay;
        begin(NO_VERSION);
    }

    private void begin(long under) {
        version = under;
        count = 0;
        average = ConditionAverage.empty(lowerBound, decay);
        curvature = ExponentialAverage.empty(decay);
    }

    /** Folds the totals of a probe in; all of them are finite, except for a residual that was not measured. */
    void observe(StepReport.Probe probe, long maskVersion) {
        if (maskVersion != version) {
            begin(maskVersion);
        }
        last = new ConditionEstimate(probe.loss(), lowerBound, probe.energy(), probe.residual(), probe.lambda());
        eigenResidual = probe.eigenResidual();
        energyParts = parts(probe.layerEnergy(), probe.ungatedEnergy());
        curvatureParts = parts(probe.layerCurvature(), probe.ungatedCurvature());
        average = average.plus(last);
        curvature = curvature.plus(probe.curvature());
    }

    private static double[] parts(List<Double> layers, double ungated) {
        return DoubleStream.concat(layers.stream().mapToDouble(Double::doubleValue), DoubleStream.of(ungated))
                .toArray();
    }

    /** The probe was complete. */
    void complete() {
        count++;
    }

    /** Returns how many complete probes there were under {@code maskVersion}. */
    int countUnder(long maskVersion) {
        return maskVersion == version ? count : 0;
    }

    /** Returns the conditioning at the last probe. */
    ConditionEstimate last() {
        return last;
    }

    /** Returns the conditions of all layers and of ungated parameters at the last probe. */
    List<LayerCondition> layers(Layers layers, Mask mask) {
        return LayerCondition.of(layers, mask, last, curvatureParts, energyParts);
    }

    /** Returns ‖z − (uᵀz)u‖/λ of the last probe; NaN before the first. */
    double eigenResidual() {
        return eigenResidual;
    }

    /** Returns the averaged conditioning. */
    ConditionEstimate average() {
        return average.snapshot();
    }

    /** Returns averaged A; NaN before the first probe. */
    double curvature() {
        return curvature.mean();
    }

    void writeTo(StateWriter out) {
        out.put(version).put(count).put(eigenResidual);
        out.put(energyParts).put(curvatureParts);
        out.put(last.loss()).put(last.gradient()).put(last.residual()).put(last.lambda());
        put(out, average.loss());
        put(out, average.gradient());
        put(out, average.residual());
        put(out, average.lambda());
        put(out, curvature);
    }

    static ProbeAverages readFrom(StateReader in, double lowerBound, double decay) {
        ProbeAverages read = new ProbeAverages(lowerBound, decay);
        read.version = in.getLong();
        read.count = in.getInt();
        read.eigenResidual = in.getDouble();
        read.energyParts = in.getDoubles();
        read.curvatureParts = in.getDoubles();
        read.last = new ConditionEstimate(in.getDouble(), lowerBound, in.getDouble(), in.getDouble(), in.getDouble());
        read.average = new ConditionAverage(lowerBound, get(in, decay), get(in, decay), get(in, decay), get(in, decay));
        read.curvature = get(in, decay);
        return read;
    }

    static void put(StateWriter out, ExponentialAverage mean) {
        out.put(mean.sum()).put(mean.weight());
    }

    static ExponentialAverage get(StateReader in, double decay) {
        return new ExponentialAverage(decay, in.getDouble(), in.getDouble());
    }
}
