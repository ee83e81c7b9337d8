package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionAverage;
import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.conditioning.ExponentialAverage;

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
    private ConditionAverage average;
    private ExponentialAverage curvature;
    private ExponentialAverage block0Energy;
    private ExponentialAverage block0Curvature;

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
        block0Energy = ExponentialAverage.empty(decay);
        block0Curvature = ExponentialAverage.empty(decay);
    }

    /** Folds the totals of a probe in; all of them finite. */
    void observe(StepReport.Probe probe, long maskVersion) {
        if (maskVersion != version) {
            begin(maskVersion);
        }
        last = new ConditionEstimate(probe.loss(), lowerBound, probe.energy(), probe.residual(), probe.lambda());
        eigenResidual = probe.eigenResidual();
        average = average.plus(last);
        curvature = curvature.plus(probe.curvature());
        block0Energy = block0Energy.plus(probe.block0Energy());
        block0Curvature = block0Curvature.plus(probe.block0Curvature());
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

    /** Returns s^μ of block 0; NaN before the first probe or where E is 0. */
    double block0ShareMu() {
        return block0Energy.mean() / average.gradient().mean();
    }

    /** Returns s^λ of block 0; NaN before the first probe or where A is 0. */
    double block0ShareLambda() {
        return block0Curvature.mean() / curvature.mean();
    }

    void writeTo(StateWriter out) {
        out.put(version).put(count).put(eigenResidual);
        out.put(last.loss()).put(last.gradient()).put(last.residual()).put(last.lambda());
        put(out, average.loss());
        put(out, average.gradient());
        put(out, average.residual());
        put(out, average.lambda());
        put(out, curvature);
        put(out, block0Energy);
        put(out, block0Curvature);
    }

    static ProbeAverages readFrom(StateReader in, double lowerBound, double decay) {
        ProbeAverages read = new ProbeAverages(lowerBound, decay);
        read.version = in.getLong();
        read.count = in.getInt();
        read.eigenResidual = in.getDouble();
        read.last = new ConditionEstimate(in.getDouble(), lowerBound, in.getDouble(), in.getDouble(), in.getDouble());
        read.average = new ConditionAverage(lowerBound, get(in, decay), get(in, decay), get(in, decay), get(in, decay));
        read.curvature = get(in, decay);
        read.block0Energy = get(in, decay);
        read.block0Curvature = get(in, decay);
        return read;
    }

    static void put(StateWriter out, ExponentialAverage mean) {
        out.put(mean.sum()).put(mean.weight());
    }

    static ExponentialAverage get(StateReader in, double decay) {
        return new ExponentialAverage(decay, in.getDouble(), in.getDouble());
    }
}
