package io.plumbline.core.gating.policy;

/**
 * Π: the capacity that a gate which finds the density itself keeps open, in weights. It is computed once, Π = c_n·n·L̄ from
 * the loss that there was to learn when closing began; a network with much less capacity cannot fit its training examples
 * any more.
 *
 * @param weights Π, at least 0; 0: no floor
 * @param perNat c_n, weights per example and nat; 0 where Π was given, not computed
 * @param examples n
 * @param loss L̄ − L*, smoothed training loss above its lower bound when Π was computed, nats; NaN where it was given
 */
public record CapacityFloor(double weights, double perNat, long examples, double loss) {

    /** No floor. */
    public static final CapacityFloor NONE = new CapacityFloor(0, 0, 0, Double.NaN);

    /** Checks the components. */
    public CapacityFloor {
        if (!(weights >= 0 && weights <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("a capacity floor must be at least 0 and finite, was " + weights);
        }
    }

    /** Returns the floor that was given as a number of weights. */
    public static CapacityFloor given(double weights, long examples) {
        return new CapacityFloor(weights, 0, examples, Double.NaN);
    }

    /**
     * Returns Π = c_n·n·L̄; a loss below its bound leaves nothing to learn, and nothing to keep.
     *
     * @param loss L̄ − L*, nats
     */
    public static CapacityFloor of(double perNat, long examples, double loss) {
        double left = Math.max(0, loss);
        return new CapacityFloor(perNat * examples * left, perNat, examples, left);
    }
}
