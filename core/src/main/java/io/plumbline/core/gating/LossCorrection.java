package io.plumbline.core.gating;

/**
 * χ: the ratio of the loss that mask changes cost to the loss that was predicted for them. Realised and predicted loss
 * changes of past changes are averaged separately, with exponential weights, and their quotient is clipped to [1, 30].
 * Before the first change χ is 1; if no loss was predicted and there was some, it is 30. Not thread safe.
 */
final class LossCorrection {

    private static final double LEAST = 1;
    private static final double MOST = 30;

    private double weight;
    private double realised;
    private double predicted;

    /**
     * Folds one change in; a change with one of the two not measured is left out.
     *
     * @param realisedChange loss after − before, at the same weights, on the probe batch, nats
     * @param predictedChange by the task term, nats
     * @param decay per change, in [0, 1)
     */
    void observe(double realisedChange, double predictedChange, double decay) {
        if (StepReport.measured(realisedChange) && StepReport.measured(predictedChange)) {
            weight = decay * weight + 1;
            realised += (realisedChange - realised) / weight;
            predicted += (predictedChange - predicted) / weight;
        }
    }

    double chi() {
        if (!(predicted > 0)) {
            return realised > 0 ? MOST : LEAST;
        }
        return Math.min(MOST, Math.max(LEAST, realised / predicted));
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
