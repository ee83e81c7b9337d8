package io.plumbline.trainer.engine;

import java.util.Arrays;

/**
 * The unit vector u of the power iteration, in parameter space; zero on what closed nodes own and read out. Not thread
 * safe.
 */
final class Direction {

    private final NetworkSpec network;
    private final long seed;
    private final Parameters u;
    private final float[][] products;
    private boolean random = true;

    Direction(NetworkSpec network, long seed) {
        this.network = network;
        this.seed = seed;
        this.u = new Parameters(network);
        this.products = new float[network.depth()][];
        for (int l = 0; l < products.length; l++) {
            products[l] = new float[network.width(l + 1)];
        }
        u.fillNormal(seed);
    }

    /** Returns whether it still is the random start. */
    boolean isRandom() {
        return random;
    }

    /** Returns the entries: the object itself. */
    Parameters entries() {
        return u;
    }

    /**
     * Zeroes what closed nodes own and read out, and makes it a unit vector again; a vector that vanishes starts
     * anew from the seed.
     */
    void restrictTo(float[][] gates) {
        double norm = Math.sqrt(zeroClosed(gates));
        if (!(norm > 0)) {
            u.fillNormal(seed);
            random = true;
            norm = Math.sqrt(zeroClosed(gates));
        }
        scale((float) (1 / norm));
    }

    private double zeroClosed(float[][] gates) {
        double squares = 0;
        for (int l = 0; l < u.depth(); l++) {
            float[][] rows = u.map(l);
            for (int r = 0; r < rows.length; r++) {
                gate(rows[r], l, r, gates, rows[r]);
                squares += Loops.sumOfSquares(rows[r], 0, rows[r].length);
            }
        }
        return squares;
    }

    private void scale(float factor) {
        for (int l = 0; l < u.depth(); l++) {
            for (float[] row : u.map(l)) {
                for (int b = 0; b < row.length; b++) {
                    row[b] *= factor;
                }
            }
        }
    }

    /** Returns uᵀz; entries of z at closed nodes do not count, as u is zero there. */
    double dot(Parameters z) {
        double sum = 0;
        for (int l = 0; l < u.depth(); l++) {
            Arrays.fill(products[l], 0);
            for (int r = 0; r < u.map(l).length; r++) {
                Loops.addProducts(u.map(l)[r], z.map(l)[r], products[l]);
            }
            sum += Loops.sum(products[l], 0, products[l].length);
        }
        return sum;
    }

    /** u ← z/λ over open entries, λ = ‖z‖ over the same; nothing if λ is 0 or not finite. */
    void follow(Parameters z, double lambda, float[][] gates) {
        if (!(lambda > 0) || Double.isInfinite(lambda)) {
            return;
        }
        for (int l = 0; l < u.depth(); l++) {
            for (int r = 0; r < u.map(l).length; r++) {
                gate(z.map(l)[r], l, r, gates, u.map(l)[r]);
            }
        }
        scale((float) (1 / lambda));
        random = false;
    }

    private void gate(float[] row, int l, int r, float[][] gates, float[] into) {
        if (l > 0 && r < network.width(l) && gates[l - 1][r] == 0) {
            Arrays.fill(into, 0);
        } else if (l == gates.length) {
            System.arraycopy(row, 0, into, 0, row.length);
        } else {
            Loops.multiply(row, gates[l], into);
        }
    }
}
