package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;

/** Checks hand-written gradients against central differences. */
final class Gradients {

    private static final double STEP = 1e-5;

    private Gradients() {}

    /**
     * Fails where a partial derivative is off.
     *
     * @param tolerance of each, relative to the largest
     */
    static void check(ToDoubleFunction<double[]> function, double[] at, double[] gradient, double tolerance) {
        double largest = 0;
        for (double partial : gradient) {
            largest = Math.max(largest, Math.abs(partial));
        }
        assertThat(largest).as("largest partial derivative").isPositive();
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double slope = (function.applyAsDouble(up) - function.applyAsDouble(down)) / (2 * STEP);
            assertThat(gradient[i]).as("partial derivative %s", i).isCloseTo(slope, within(tolerance * largest));
        }
    }
}
