package io.plumbline.core.conditioning;

import java.util.Arrays;

/** What a {@link ColumnAverage} has seen: one averaged value per node. Immutable. */
public final class AveragedColumn {

    private final double decay;
    private final double[] sums;
    private final double weight;

    private AveragedColumn(double decay, double[] sums, double weight) {
        this.decay = decay;
        this.sums = sums;
        this.weight = weight;
    }

    /**
     * Returns the column with these parts, copied.
     *
     * @param decay β, in [0, 1)
     * @param sums Σ β^(n−j) x_j of every node, shape [N]
     * @param weight Σ β^(n−j), at least 0
     */
    public static AveragedColumn of(double decay, double[] sums, double weight) {
        ExponentialAverage.checkDecay(decay);
        ExponentialAverage.checkWeight(weight);
        return new AveragedColumn(decay, sums.clone(), weight);
    }

    /** Returns β. */
    public double decay() {
        return decay;
    }

    /** Returns Σ β^(n−j), the same for every node; 0 if nothing was seen. */
    public double weight() {
        return weight;
    }

    /** Returns the number of nodes N. */
    public int size() {
        return sums.length;
    }

    /** Returns Σ β^(n−j) x_j of node {@code node}. */
    public double sum(int node) {
        return sums[node];
    }

    /** Returns a copy of all sums, shape [N]. */
    public double[] sums() {
        return sums.clone();
    }

    /** Returns the mean of node {@code node}; NaN if nothing was seen. */
    public double mean(int node) {
        return sums[node] / weight;
    }

    /** Returns the means of all nodes, shape [N]; NaN if nothing was seen. */
    public double[] means() {
        double[] means = new double[sums.length];
        for (int b = 0; b < means.length; b++) {
            means[b] = sums[b] / weight;
        }
        return means;
    }

    /** Returns the effective number of steps averaged over, see {@link ExponentialAverage#effectiveCount()}. */
    public double effectiveCount() {
        return ExponentialAverage.effectiveCount(decay, weight);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AveragedColumn that
                && decay == that.decay
                && weight == that.weight
                && Arrays.equals(sums, that.sums);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sums) + Double.hashCode(weight);
    }

    @Override
    public String toString() {
        return sums.length + " nodes, weight " + weight;
    }
}
