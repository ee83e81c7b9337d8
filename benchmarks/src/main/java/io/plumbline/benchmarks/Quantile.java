package io.plumbline.benchmarks;

/** The least value that a share of all values does not exceed. */
final class Quantile {

    private Quantile() {}

    /**
     * Returns it.
     *
     * @param sorted ascending, at least one
     * @param share from 0 to 1
     */
    static double of(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
