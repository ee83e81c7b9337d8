package io.plumbline.core.conditioning;

/**
 * Ratio of two exponential averages: mean of the numerators over mean of the denominators, not the mean of ratios.
 * Immutable.
 *
 * <p>For corrected squared norms ({@link MicroBatchGradient}), which scatter around a small truth and may be below 0:
 * averaging them apart and clipping at 0 only afterwards keeps the ratio consistent (McCandlish et al. 2018, app. A.1).
 *
 * @param numerator average of the numerators
 * @param denominator average of the denominators, of the same steps
 */
public record RatioAverage(ExponentialAverage numerator, ExponentialAverage denominator) {

    /** Returns the ratio of nothing. */
    public static RatioAverage empty(double decay) {
        return new RatioAverage(ExponentialAverage.empty(decay), ExponentialAverage.empty(decay));
    }

    /** Returns the averages after one more step; both parts finite, of any sign. */
    public RatioAverage plus(double above, double below) {
        return new RatioAverage(numerator.plus(above), denominator.plus(below));
    }

    /** Returns the averages over the steps of this one, then those of {@code later}. */
    public RatioAverage combine(RatioAverage later) {
        return new RatioAverage(numerator.combine(later.numerator), denominator.combine(later.denominator));
    }

    /**
     * Returns max(0, mean numerator) / mean denominator; NaN if nothing was seen or the mean denominator is not above 0.
     */
    public double ratio() {
        double below = denominator.mean();
        return below > 0 ? Math.max(0, numerator.mean()) / below : Double.NaN;
    }
}
