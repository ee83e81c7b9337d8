package io.plumbline.experiments.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A median with its percentile bootstrap interval (Efron 1979): of {@value #RESAMPLES} samples drawn with replacement
 * the medians are taken; the interval reaches from the 2.5 % to the 97.5 % quantile of these by nearest rank. Infinite
 * values, runs that missed a target, take part like all others: an end of the interval may be infinite.
 *
 * @param median of the values, NaN where there is none
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
public record MedianInterval(double median, double low, double high) {

    /** Enough that the ends move by less than what 10 seeds can tell. */
    static final int RESAMPLES = 10_000;

    private static final double TAIL = 0.025;

    /**
     * Returns the median of the values and its interval.
     *
     * @param seed of the draws: the same values and seed give the same interval
     * @param values any but NaN
     */
    public static MedianInterval of(long seed, double... values) {
        if (values.length == 0) {
            return new MedianInterval(Double.NaN, Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] medians = new double[RESAMPLES];
        double[] sample = new double[values.length];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = values[random.nextInt(values.length)];
            }
            medians[r] = median(sample);
        }
        Arrays.sort(medians);
        return new MedianInterval(median(values), medians[rank(TAIL)], medians[RESAMPLES - 1 - rank(TAIL)]);
    }

    private static int rank(double share) {
        return (int) Math.ceil(share * RESAMPLES) - 1;
    }

    /** Returns the middle value, or the mean of the two in the middle; NaN of nothing. */
    public static double median(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = Ranks.sorted(values);
        double low = sorted[(sorted.length - 1) / 2];
        double high = sorted[sorted.length / 2];
        return low == high ? low : low / 2 + high / 2;
    }
}
