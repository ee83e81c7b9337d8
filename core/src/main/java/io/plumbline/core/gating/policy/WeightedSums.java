package io.plumbline.core.gating.policy;

/**
 * Sums of columns times weights. Every single sum goes in the order of a plain loop, so that its bits are those of the plain
 * loop; four go side by side, which takes fewer passes and lets additions overlap.
 */
final class WeightedSums {

    /** Columns that go side by side. */
    static final int ABREAST = 4;

    private WeightedSums() {}

    /**
     * Adds columns to a sum per node: {@code to[i] += Σ_f weights[at + f]·columns[f][i]}, f ascending.
     *
     * @param to shape [n] at least
     * @param which the columns, ascending
     */
    static void overColumns(double[] to, double[] weights, int at, double[][] columns, int[] which, int n) {
        int c = 0;
        for (; c + ABREAST <= which.length; c += ABREAST) {
            addFour(to, weights, at, columns, which, c, n);
        }
        for (; c < which.length; c++) {
            double w = weights[at + which[c]];
            double[] x = columns[which[c]];
            for (int i = 0; i < n; i++) {
                to[i] += w * x[i];
            }
        }
    }

    private static void addFour(double[] to, double[] weights, int at, double[][] columns, int[] which, int c, int n) {
        double w0 = weights[at + which[c]];
        double w1 = weights[at + which[c + 1]];
        double w2 = weights[at + which[c + 2]];
        double w3 = weights[at + which[c + 3]];
        double[] x0 = columns[which[c]];
        double[] x1 = columns[which[c + 1]];
        double[] x2 = columns[which[c + 2]];
        double[] x3 = columns[which[c + 3]];
        for (int i = 0; i < n; i++) {
            to[i] = to[i] + w0 * x0[i] + w1 * x1[i] + w2 * x2[i] + w3 * x3[i];
        }
    }

    /**
     * Adds nodes to a sum per column: {@code to[at + f] += Σ_i factors[i]·columns[f][i]}, i ascending.
     *
     * @param which the columns
     */
    static void overNodes(double[] to, int at, double[] factors, double[][] columns, int[] which, int n) {
        int c = 0;
        for (; c + ABREAST <= which.length; c += ABREAST) {
            sumFour(to, at, factors, columns, which, c, n);
        }
        for (; c < which.length; c++) {
            double[] x = columns[which[c]];
            double sum = to[at + which[c]];
            for (int i = 0; i < n; i++) {
                sum += factors[i] * x[i];
            }
            to[at + which[c]] = sum;
        }
    }

    private static void sumFour(double[] to, int at, double[] factors, double[][] columns, int[] which, int c, int n) {
        double[] x0 = columns[which[c]];
        double[] x1 = columns[which[c + 1]];
        double[] x2 = columns[which[c + 2]];
        double[] x3 = columns[which[c + 3]];
        double sum0 = to[at + which[c]];
        double sum1 = to[at + which[c + 1]];
        double sum2 = to[at + which[c + 2]];
        double sum3 = to[at + which[c + 3]];
        for (int i = 0; i < n; i++) {
            double factor = factors[i];
            sum0 += factor * x0[i];
            sum1 += factor * x1[i];
            sum2 += factor * x2[i];
            sum3 += factor * x3[i];
        }
        to[at + which[c]] = sum0;
        to[at + which[c + 1]] = sum1;
        to[at + which[c + 2]] = sum2;
        to[at + which[c + 3]] = sum3;
    }
}
