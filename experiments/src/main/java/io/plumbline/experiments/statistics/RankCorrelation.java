package io.plumbline.experiments.statistics;

import java.util.Arrays;

/**
 * Spearman's rank correlation (Spearman 1904): Pearson's correlation of the midranks. 1 where y grows whenever x does,
 * whatever the units.
 *
 * @param pairs seen
 * @param rho in [−1, 1]; NaN below three pairs, or where one side does not vary
 */
public record RankCorrelation(int pairs, double rho) {

    private static final int LEAST = 3;

    /**
     * Correlates.
     *
     * @param x values, any but NaN
     * @param y as many
     */
    public static RankCorrelation of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " values cannot be paired with " + y.length);
        }
        if (x.length < LEAST) {
            return new RankCorrelation(x.length, Double.NaN);
        }
        return new RankCorrelation(x.length, pearson(Ranks.of(x), Ranks.of(y)));
    }

    private static double pearson(double[] x, double[] y) {
        double xbar = Arrays.stream(x).average().orElseThrow();
        double ybar = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - xbar) * (y[i] - ybar);
            xx += (x[i] - xbar) * (x[i] - xbar);
            yy += (y[i] - ybar) * (y[i] - ybar);
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
    }
}
