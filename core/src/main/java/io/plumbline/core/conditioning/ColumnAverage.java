package io.plumbline.core.conditioning;

/**
 * Exponential average of columns: one {@link ExponentialAverage} per node, all of the same steps. Mutable, not thread
 * safe; give away its {@link #snapshot()}. Takes N multiply-adds per column.
 */
public final class ColumnAverage {

    private final double decay;
    private final double[] sums;
    /** Σ β^(n−j), the same for every node. */
    private double weight;

    private ColumnAverage(double decay, double[] sums, double weight) {
        this.decay = decay;
        this.sums = sums;
        this.weight = weight;
    }

    /**
     * Returns an average that has seen nothing.
     *
     * @param nodes N, at least 0
     * @param decay β, in [0, 1)
     */
    public static ColumnAverage create(int nodes, double decay) {
        if (nodes < 0) {
            throw new IllegalArgumentException("nodes must be at least 0, was " + nodes);
        }
        ExponentialAverage.checkDecay(decay);
        return new ColumnAverage(decay, new double[nodes], 0);
    }

    /** Returns an average that goes on from {@code snapshot}. */
    public static ColumnAverage from(AveragedColumn snapshot) {
        return new ColumnAverage(snapshot.decay(), snapshot.sums(), snapshot.weight());
    }

    /**
     * Adds one step's column.
     *
     * @param column one value per node, shape [N], finite
     * @throws IllegalArgumentException if the length differs or a value is NaN or infinite; nothing was added then
     */
    public void accept(double[] column) {
        checkLength(column.length);
        for (int b = 0; b < sums.length; b++) {
            checkFinite(column[b], b);
        }
        for (int b = 0; b < sums.length; b++) {
            sums[b] = decay * sums[b] + column[b];
        }
        weight = decay * weight + 1;
    }

    /** As {@link #accept(double[])}, of single precision. */
    public void accept(float[] column) {
        checkLength(column.length);
        for (int b = 0; b < sums.length; b++) {
            checkFinite(column[b], b);
        }
        for (int b = 0; b < sums.length; b++) {
            sums[b] = decay * sums[b] + column[b];
        }
        weight = decay * weight + 1;
    }

    /** Adds the steps that {@code later} has seen, as if they came after all steps seen here. */
    public void combine(AveragedColumn later) {
        checkLength(later.size());
        if (later.decay() != decay) {
            throw new IllegalArgumentException(
                    "averages of decay " + decay + " and " + later.decay() + " do not combine");
        }
        double faded = ExponentialAverage.retained(decay, later.weight());
        for (int b = 0; b < sums.length; b++) {
            sums[b] = faded * sums[b] + later.sum(b);
        }
        weight = faded * weight + later.weight();
    }

    /** Returns what was seen up to now; later steps do not change it. */
    public AveragedColumn snapshot() {
        return AveragedColumn.of(decay, sums, weight);
    }

    private void checkLength(int length) {
        if (length != sums.length) {
            throw new IllegalArgumentException("a column of " + sums.length + " nodes has " + length + " values");
        }
    }

    private static void checkFinite(double value, int node) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value of node " + node + " must be finite, was " + value);
        }
    }
}
