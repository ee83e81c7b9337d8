package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ExponentialAverage;
import io.plumbline.core.gap.ConvergenceGap;

/** Tracks how fast a run converges per step, and the prediction at the last probe. Not thread safe. */
final class Convergence {

    private ConvergenceGap gap;
    private ConvergenceGap atLastProbe;
    private ExponentialAverage exampleGradient;

    Convergence(double lowerBound, double decay) {
        gap = ConvergenceGap.empty(lowerBound, decay);
        atLastProbe = gap;
        exampleGradient = ExponentialAverage.empty(decay);
    }

    /** Folds one step in; values that were not measured are left out. */
    void observe(StepReport.Scalars step) {
        if (StepReport.measured(step.loss()) && StepReport.measured(step.updateDot())) {
            gap = gap.plus(step.loss(), step.updateDot());
        }
        if (StepReport.measured(step.exampleGradient())) {
            exampleGradient = exampleGradient.plus(step.exampleGradient());
        }
    }

    ConvergenceGap gap() {
        return gap;
    }

    /** Returns M², averaged over steps; NaN if it was never measured. */
    double exampleGradient() {
        return exampleGradient.mean();
    }

    /** Returns the mean factor per step since the last call: from one probe to the next. */
    double contraction() {
        double factor = gap.contractionSince(atLastProbe);
        atLastProbe = gap;
        return factor;
    }

    void writeTo(StateWriter out) {
        put(out, gap);
        put(out, atLastProbe);
        ProbeAverages.put(out, exampleGradient);
    }

    static Convergence readFrom(StateReader in, double lowerBound, double decay) {
        Convergence read = new Convergence(lowerBound, decay);
        read.gap = get(in, lowerBound, decay);
        read.atLastProbe = get(in, lowerBound, decay);
        read.exampleGradient = ProbeAverages.get(in, decay);
        return read;
    }

    private static void put(StateWriter out, ConvergenceGap gap) {
        ProbeAverages.put(out, gap.losses());
        out.put(gap.steps()).put(gap.firstGap()).put(gap.logProduct());
        out.put(gap.violations()).put(gap.lastLoss()).put(gap.lastPromise());
    }

    private static ConvergenceGap get(StateReader in, double lowerBound, double decay) {
        return new ConvergenceGap(
                lowerBound,
                ProbeAverages.get(in, decay),
                in.getLong(),
                in.getDouble(),
                in.getDouble(),
                in.getLong(),
                in.getDouble(),
                in.getDouble());
    }
}
