package io.plumbline.engine;

/**
 * The inner loops. Those over equal indices of arrays are turned into vector instructions by the compiler; reductions
 * to one number are not, hence the eight partial sums.
 */
final class FloatVectors {

    private FloatVectors() {}

    /** acc_b += x_b². */
    static void addSquares(float[] x, float[] acc) {
        for (int b = 0; b < x.length; b++) {
            acc[b] += x[b] * x[b];
        }
    }

    /** acc_b += x_b² + y_b²: cheaper than one after the other. */
    static void addSquares(float[] x, float[] y, float[] acc) {
        for (int b = 0; b < acc.length; b++) {
            acc[b] += x[b] * x[b] + y[b] * y[b];
        }
    }

    /** acc_b += factor·x_b². */
    static void addSquares(float[] x, float factor, float[] acc) {
        for (int b = 0; b < x.length; b++) {
            acc[b] += factor * x[b] * x[b];
        }
    }

    /** acc_b += |x_b|. */
    static void addAbsolute(float[] x, float[] acc) {
        for (int b = 0; b < x.length; b++) {
            acc[b] += Math.abs(x[b]);
        }
    }

    /** acc_b += the mean of ‖x‖ over the blocks of node b: blocks of all nodes side by side, again and again. */
    static void addNorms(float[] x, int block, float[] acc) {
        int times = x.length / (block * acc.length);
        for (int at = 0; at < x.length; at += block) {
            acc[at / block % acc.length] += (float) Math.sqrt(sumOfSquares(x, at, block)) / times;
        }
    }

    /** acc_b += x_b. */
    static void add(float[] x, float[] acc) {
        for (int b = 0; b < x.length; b++) {
            acc[b] += x[b];
        }
    }

    /** Adds {@code count} numbers from {@code from} on to those from {@code at} on. */
    static void add(float[] x, int from, float[] acc, int at, int count) {
        for (int b = 0; b < count; b++) {
            acc[at + b] += x[from + b];
        }
    }

    /** acc_b −= x_b. */
    static void subtract(float[] x, float[] acc) {
        for (int b = 0; b < acc.length; b++) {
            acc[b] -= x[b];
        }
    }

    /** into_b = factor_b·x_b + summand_b. */
    static void scale(float[] x, float[] factor, float[] summand, float[] into) {
        for (int b = 0; b < into.length; b++) {
            into[b] = factor[b] * x[b] + summand[b];
        }
    }

    /** acc_b += share·(x_b − acc_b). */
    static void approach(float[] x, float share, float[] acc) {
        for (int b = 0; b < acc.length; b++) {
            acc[b] += share * (x[b] - acc[b]);
        }
    }

    /** x_b ← max(0, x_b). */
    static void rectify(float[] x) {
        for (int b = 0; b < x.length; b++) {
            x[b] = Math.max(0, x[b]);
        }
    }

    /** into_b = x_b·y_b. */
    static void multiply(float[] x, float[] y, float[] into) {
        for (int b = 0; b < into.length; b++) {
            into[b] = x[b] * y[b];
        }
    }

    /** sum_b += x_b·y_b. */
    static void addProducts(float[] x, float[] y, float[] sum) {
        for (int b = 0; b < sum.length; b++) {
            sum[b] += x[b] * y[b];
        }
    }

    /** sum_b += x_b·y_b and squares_b += (x_b·y_b)². */
    static void addProducts(float[] x, float[] y, float[] sum, float[] squares) {
        for (int b = 0; b < sum.length; b++) {
            float product = x[b] * y[b];
            sum[b] += product;
            squares[b] += product * product;
        }
    }

    /** squares_b += (x_b·y_b)². */
    static void addProductSquares(float[] x, float[] y, float[] squares) {
        for (int b = 0; b < squares.length; b++) {
            float product = x[b] * y[b];
            squares[b] += product * product;
        }
    }

    /** Fills an array with one that is shorter, again and again. */
    static void repeat(float[] x, float[] into) {
        for (int from = 0; from < into.length; from += x.length) {
            System.arraycopy(x, 0, into, from, x.length);
        }
    }

    /** Returns every number {@code block} times in a row: the array itself for 1. */
    static float[] spread(float[] x, int block) {
        if (block == 1) {
            return x;
        }
        float[] spread = new float[x.length * block];
        for (int b = 0; b < spread.length; b++) {
            spread[b] = x[b / block];
        }
        return spread;
    }

    /**
     * into_c = Σ over the pieces of x of their entries c, pieces as long as {@code into}. Halves are copied and added, since
     * loops over indices that differ are no vector instructions.
     *
     * @param x overwritten
     * @param scratch at least half as long as x
     */
    static void fold(float[] x, float[] scratch, float[] into) {
        int length = into.length;
        int pieces = x.length / length;
        while (pieces > 1) {
            int half = pieces / 2 * length;
            System.arraycopy(x, pieces * length - half, scratch, 0, half);
            for (int b = 0; b < half; b++) {
                x[b] += scratch[b];
            }
            pieces -= pieces / 2;
        }
        System.arraycopy(x, 0, into, 0, length);
    }

    /** Returns Σ x² over {@code n} numbers from {@code from}. */
    static float sumOfSquares(float[] x, int from, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int b = from;
        for (int end = from + n - 15; b < end; b += 16) {
            s0 += x[b] * x[b] + x[b + 8] * x[b + 8];
            s1 += x[b + 1] * x[b + 1] + x[b + 9] * x[b + 9];
            s2 += x[b + 2] * x[b + 2] + x[b + 10] * x[b + 10];
            s3 += x[b + 3] * x[b + 3] + x[b + 11] * x[b + 11];
            s4 += x[b + 4] * x[b + 4] + x[b + 12] * x[b + 12];
            s5 += x[b + 5] * x[b + 5] + x[b + 13] * x[b + 13];
            s6 += x[b + 6] * x[b + 6] + x[b + 14] * x[b + 14];
            s7 += x[b + 7] * x[b + 7] + x[b + 15] * x[b + 15];
        }
        for (int end = from + n; b < end; b++) {
            s0 += x[b] * x[b];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Returns Σ x over {@code n} numbers from {@code from}, in eight partial sums. */
    static float sumOf(float[] x, int from, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int b = from;
        for (int end = from + n - 7; b < end; b += 8) {
            s0 += x[b];
            s1 += x[b + 1];
            s2 += x[b + 2];
            s3 += x[b + 3];
            s4 += x[b + 4];
            s5 += x[b + 5];
            s6 += x[b + 6];
            s7 += x[b + 7];
        }
        for (int end = from + n; b < end; b++) {
            s0 += x[b];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Returns Σ x·y over {@code n} numbers, those of x from {@code from}, those of y from {@code at}, in eight partial sums. */
    static float dot(float[] x, int from, float[] y, int at, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int b = 0;
        for (int end = n - 7; b < end; b += 8) {
            s0 += x[from + b] * y[at + b];
            s1 += x[from + b + 1] * y[at + b + 1];
            s2 += x[from + b + 2] * y[at + b + 2];
            s3 += x[from + b + 3] * y[at + b + 3];
            s4 += x[from + b + 4] * y[at + b + 4];
            s5 += x[from + b + 5] * y[at + b + 5];
            s6 += x[from + b + 6] * y[at + b + 6];
            s7 += x[from + b + 7] * y[at + b + 7];
        }
        for (; b < n; b++) {
            s0 += x[from + b] * y[at + b];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Returns Σ x over the numbers {@code from} (inclusive) to {@code to} (exclusive). */
    static double sum(float[] x, int from, int to) {
        double sum = 0;
        for (int b = from; b < to; b++) {
            sum += x[b];
        }
        return sum;
    }
}
