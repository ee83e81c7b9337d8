package io.plumbline.core.conditioning;

/**
 * Weighted mean of a sequence, in which a value loses weight by the factor β with every later one. Immutable.
 *
 * <p>With x_1 … x_n: mean = Σ β^(n−j) x_j / Σ β^(n−j). Numerator and denominator are kept separately, so that the mean
 * is unbiased from the first value on (Kingma, Ba 2015, §3), and a mean of equal values is that value.
 *
 * <p>The order of the values matters, except for β → 1.
 *
 * @param decay β, in [0, 1); 0 keeps only the last value
 * @param sum Σ β^(n−j) x_j; 0 if nothing was seen
 * @param weight Σ β^(n−j) = (1 − β^n)/(1 − β); 0 if nothing was seen
 */
public record ExponentialAverage(double decay, double sum, double weight) {

    /** Checks the components. */
    public ExponentialAverage {
        checkDecay(decay);
        if (!Double.isFinite(sum)) {
            throw new IllegalArgumentException("sum of an average must be finite, was " + sum);
        }
        checkWeight(weight);
    }

    /** Returns the average of nothing. */
    public static ExponentialAverage empty(double decay) {
        return new ExponentialAverage(decay, 0, 0);
    }

    /**
     * Returns the average after one more value.
     *
     * @throws IllegalArgumentException if x is NaN or infinite
     */
    public ExponentialAverage plus(double x) {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("a value to average must be finite, was " + x);
        }
        return new ExponentialAverage(decay, decay * sum + x, decay * weight + 1);
    }

    /**
     * Returns the average over the values of this one, then those of {@code later}.
     *
     * @throws IllegalArgumentException if the decays differ
     */
    public ExponentialAverage combine(ExponentialAverage later) {
        if (later.decay != decay) {
            throw new IllegalArgumentException(
                    "averages of decay " + decay + " and " + later.decay + " do not combine");
        }
        double faded = retained(decay, later.weight);
        return new ExponentialAverage(decay, faded * sum + later.sum, faded * weight + later.weight);
    }

    /** Returns the mean; NaN if nothing was seen. */
    public double mean() {
        return sum / weight;
    }

    /** Returns whether nothing was seen. */
    public boolean isEmpty() {
        return weight == 0;
    }

    /**
     * Returns how many equally weighted values would have a mean of the same variance: (Σw)²/Σw² (Kish 1965), from 0
     * through 1 (one value) to (1 + β)/(1 − β).
     */
    public double effectiveCount() {
        return effectiveCount(decay, weight);
    }

    /** (Σw)²/Σw² with w_j = β^j, Σw = W: W(1 + β)/(2 − W(1 − β)). */
    static double effectiveCount(double decay, double weight) {
        return weight * (1 + decay) / (2 - weight * (1 - decay));
    }

    /** β^n, recovered from the weight of n values. */
    static double retained(double decay, double weight) {
        return Math.max(0, 1 - weight * (1 - decay));
    }

    static void checkDecay(double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay of an average must be in [0, 1), was " + decay);
        }
    }

    static void checkWeight(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight of an average must be at least 0 and finite, was " + weight);
        }
    }
}
