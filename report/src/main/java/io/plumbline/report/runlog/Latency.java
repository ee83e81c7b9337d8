package io.plumbline.report.runlog;

import java.util.stream.DoubleStream;

/**
 * Quantiles of a latency, by nearest rank.
 *
 * @param count of the latencies seen
 * @param p50 median, ms; NaN where none was seen
 * @param p99 99 % quantile, ms; NaN where none was seen
 */
public record Latency(int count, double p50, double p99) {

    static Latency of(DoubleStream milliseconds) {
        double[] sorted = milliseconds.filter(Double::isFinite).sorted().toArray();
        return new Latency(sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.99));
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[rank - 1];
    }
}
