package io.plumbline.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Where the search for the top eigenvector goes on from: a cotangent c of the logits of the probe batch, which speaks of Jᵀc
 * at whatever weights and gates are in force when it is asked for. Not thread safe.
 */
final class Direction {

    private static final String NAME = "logits.direction";

    private final int[] shape;
    private final long seed;
    private final float[] c;
    private boolean random = true;

    Direction(int examples, int classes, long seed) {
        this.shape = new int[] {examples, classes};
        this.seed = seed;
        this.c = new float[examples * classes];
    }

    /** Returns whether it still is the random start. */
    boolean isRandom() {
        return random;
    }

    /** Forgets what was found. */
    void forget() {
        random = true;
    }

    /** Returns a copy; none where it still is the random start. */
    List<NamedArray> export() {
        return random ? List.of() : List.of(new NamedArray(NAME, shape, c));
    }

    /**
     * Takes what {@link #export()} gave, bit for bit.
     *
     * @throws IllegalArgumentException if it is of another batch
     */
    void take(List<NamedArray> arrays) {
        if (arrays.isEmpty()) {
            random = true;
            return;
        }
        NamedArray taken = arrays.get(0);
        if (arrays.size() > 1 || !taken.name().equals(NAME) || !Arrays.equals(taken.shape(), shape)) {
            throw new IllegalArgumentException("expected " + NAME + Arrays.toString(shape) + " alone, got " + arrays);
        }
        System.arraycopy(taken.own(), 0, c, 0, c.length);
        random = false;
    }

    /** Returns the numbers, example after example: the array itself. */
    float[] cotangent() {
        if (random) {
            Random normal = new Random(seed);
            for (int k = 0; k < c.length; k++) {
                c[k] = (float) normal.nextGaussian();
            }
        }
        return c;
    }

    /** Goes on from Au/λ, given the cotangent of Au; nothing if λ is 0 or not finite. */
    void follow(double[] image, double lambda) {
        if (!(lambda > 0) || Double.isInfinite(lambda)) {
            return;
        }
        for (int k = 0; k < c.length; k++) {
            c[k] = (float) (image[k] / lambda);
        }
        random = false;
    }
}
