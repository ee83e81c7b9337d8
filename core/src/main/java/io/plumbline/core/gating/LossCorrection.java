package io.plumbline.core.gating;

import io.plumbline.core.gating.GateSettings.Balance;

/**
 * χ: how many times more loss mask changes cost than was predicted for them. Realised and predicted loss changes of
 * past changes are averaged apart, by exponential weights, and their quotient is clipped to the bounds of the settings.
 * Before the first change χ is 1, clipped likewise; where nothing was predicted to be lost and something was, it is the
 * upper bound. Not thread safe.
 */
final class LossCorrection {

    /** As long as nothing is known. */
    private static final double NEUTRAL = 1;

    private double weight;
    private double realised;
    private double predicted;

    /**
     * Folds one change in; a change of which one of the two was not measured is left out.
     *
     * @param realisedChange loss after − before, at the same weights, on the probe batch, nats
     * @param predictedChange what the task term said, nats
     * @param decay per change, in [0, 1)
     */
    void observe(double realisedChange, double predictedChange, double decay) {
        if (StepReport.measured(realisedChange) && StepReport.measured(predictedChange)) {
            weight = decay * weight + 1;
            realised += (realisedChange - realised) / weight;
            predicted += (predictedChange - predicted) / weight;
        }
    }

    double chi(Balance bounds) {
        double chi = realised / predicted;
        if (!(predicted > 0)) {
            chi = realised > 0 ? bounds.taskMost() : NEUTRAL;
        }
        return Math.min(bounds.taskMost(), Math.max(bounds.taskLeast(), chi));
    }

    void writeTo(StateWriter out) {
        out.put(weight).put(realised).put(predicted);
    }

    static LossCorrection readFrom(StateReader in) {
        LossCorrection read = new LossCorrection();
        read.weight = in.getDouble();
        read.realised = in.getDouble();
        read.predicted = in.getDouble();
        return read;
    }
}
