package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every optimizer against the formula of its paper in double precision. */
class OptimizerTest {

    private static final MlpSpec NETWORK = new MlpSpec(3, List.of(5), 2, Activation.RELU);
    private static final int WIDTH = 5;
    private static final int UPDATES = 50;

    private final Random random = new Random(3);
    private final float[] weights = new float[WIDTH];
    private final double[] expected = new double[WIDTH];
    private double descent;
    private double expectedDescent;

    private interface Formula {
        double change(int b, double gradient, int t);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void descendsPlainly(double decay) {
        // When
        run(OptimizerSpec.sgd(0.1).decaying(decay), (b, g, t) -> 0.1 * g);
        // Then
        agrees();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void rollsWithMomentum(double decay) {
        // Given
        double[] velocity = new double[WIDTH];
        // When
        run(OptimizerSpec.momentum(0.1, 0.9).decaying(decay), (b, g, t) -> {
            velocity[b] = 0.9 * velocity[b] + g;
            return 0.1 * velocity[b];
        });
        // Then
        agrees();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 3})
    void adaptsAsAdamDoes(double decay) {
        // Given
        double[] mean = new double[WIDTH];
        double[] square = new double[WIDTH];
        // When
        run(OptimizerSpec.adam(0.01).decaying(decay), (b, g, t) -> {
            mean[b] = 0.9 * mean[b] + 0.1 * g;
            square[b] = 0.999 * square[b] + 0.001 * g * g;
            double corrected = mean[b] / (1 - Math.pow(0.9, t));
            return 0.01 * corrected / (Math.sqrt(square[b] / (1 - Math.pow(0.999, t))) + 1e-8);
        });
        // Then
        agrees();
    }

    @Test
    void biasesDoNotDecay() {
        // Given
        Optimizer optimizer = new Optimizer(OptimizerSpec.sgd(0.1).decaying(0.5), NETWORK.architecture());
        float[] weight = {2};
        float[] bias = {2};
        optimizer.begin();
        // When
        optimizer.update(0, 2, weight, new float[1], new float[1]);
        optimizer.update(1, 0, bias, new float[1], new float[1]);
        // Then
        assertThat(weight).containsExactly(1.9f);
        assertThat(bias).containsExactly(2);
    }

    private void run(OptimizerSpec spec, Formula formula) {
        Optimizer optimizer = new Optimizer(spec, NETWORK.architecture());
        for (int t = 1; t <= UPDATES; t++) {
            float[] gradient = new float[WIDTH];
            float[] columns = new float[WIDTH];
            for (int b = 0; b < WIDTH; b++) {
                gradient[b] = (float) random.nextGaussian();
                double decayed = spec.learningRate() * spec.weightDecay() * expected[b];
                double change = formula.change(b, gradient[b], t) + decayed;
                expected[b] -= change;
                expectedDescent += gradient[b] * change;
            }
            optimizer.begin();
            optimizer.update(0, 1, weights, gradient, columns);
            descent += FloatVectors.sum(columns, 0, WIDTH);
        }
        assertThat(optimizer.updates()).isEqualTo(UPDATES);
    }

    private void agrees() {
        for (int b = 0; b < WIDTH; b++) {
            assertThat((double) weights[b]).isCloseTo(expected[b], within(2e-5));
        }
        assertThat(descent).isCloseTo(expectedDescent, within(1e-4 * Math.abs(expectedDescent)));
    }

    @Test
    void refusesTheStateOfAnotherOptimizer() {
        // Given
        Optimizer plain = new Optimizer(OptimizerSpec.sgd(0.1), NETWORK.architecture());
        OptimizerState state = new Optimizer(OptimizerSpec.adam(0.1), NETWORK.architecture()).state();
        // When, Then
        assertThatThrownBy(() -> plain.take(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SGD remembers 0 moments");
    }
}
