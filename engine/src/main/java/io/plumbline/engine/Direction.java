package io.plumbline.engine;

import java.util.Arrays;
import java.util.List;

/**
 * The unit vector u of the power iteration, in parameter space; zero on what closed nodes own and read out. Not thread
 * safe.
 */
final class Direction {

    private static final String SUFFIX = ".direction";

    private final NetworkSpec network;
    private final long seed;
    private final Parameters u;
    /** Gates in force: the random start is drawn within them when it is asked for, which after a pruning nobody does. */
    private float[][] gates;

    private boolean random = true;

    Direction(NetworkSpec network, long seed) {
        this.network = network;
        this.seed = seed;
        this.u = new Parameters(network);
    }

    /** Returns whether it still is the random start. */
    boolean isRandom() {
        return random;
    }

    /** Returns copies of the entries; none where it still is the random start. */
    List<NamedArray> export() {
        return random ? List.of() : u.export(SUFFIX);
    }

    /** Takes what {@link #export()} gave; nothing where it gave nothing. */
    void take(List<NamedArray> arrays) {
        if (!arrays.isEmpty()) {
            u.take(arrays, SUFFIX);
            random = false;
        }
    }

    /** Returns the entries: the object itself. */
    Parameters entries() {
        if (random) {
            draw();
        }
        return u;
    }

    /**
     * Zeroes what closed nodes own and read out, and makes it a unit vector again; a vector that vanishes starts
     * anew from the seed.
     */
    void restrictTo(float[][] gates) {
        this.gates = gates;
        if (!random) {
            zeroClosed(u, gates);
            random = !normalise();
        }
    }

    private void draw() {
        u.fillNormal(seed);
        zeroClosed(u, gates);
        normalise();
    }

    /** Makes it a unit vector; false where it has vanished. */
    private boolean normalise() {
        double norm = Math.sqrt(u.dot(u));
        if (norm > 0) {
            scale((float) (1 / norm));
        }
        return norm > 0;
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

    /** Zeroes the entries of {@code z} that are zero here: what closed nodes own and read out. */
    void zeroClosed(Parameters z, float[][] gates) {
        for (int l = 0; l < z.depth(); l++) {
            for (int r = 0; r < z.map(l).length; r++) {
                gate(z.map(l)[r], l, r, gates, z.map(l)[r]);
            }
        }
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
            FloatVectors.multiply(row, gates[l], into);
        }
    }
}
