package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.random.Draws;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SharedNetworkTest {

    private static final int N = 5;
    private final SharedNetwork network = new SharedNetwork(3, 4);
    private final double[] v = network.draw(Draws.of(5, 0));
    private final double[] x = new double[3 * N];

    SharedNetworkTest() {
        Arrays.setAll(x, i -> Math.sin(3 * i));
        v[12] = 0.3;
        v[20] = -0.2;
    }

    @Test
    void computesTanhUnits() {
        // When
        double[] logits = logits(v);

        // Then
        double expected = v[20];
        for (int j = 0; j < 4; j++) {
            double a = v[12 + j] + v[3 * j] * x[6] + v[3 * j + 1] * x[7] + v[3 * j + 2] * x[8];
            expected += v[16 + j] * Math.tanh(a);
        }
        assertThat(logits[2]).isCloseTo(expected, within(1e-14));
    }

    @Test
    void hasTheGradientOfItsFiniteDifferences() {
        // Given: the loss is Σ (b + 1)·logit_b
        NodeBlock[] blocks = network.blocks(x);
        double[] slopes = {1, 2, 3, 0, 5};
        double[] gradient = new double[network.parameters()];
        network.forward(v, blocks, new double[N]);

        // When
        network.backward(v, blocks, slopes, gradient);

        // Then
        Gradients.check(
                w -> {
                    double[] logits = logits(w);
                    return logits[0] + 2 * logits[1] + 3 * logits[2] + 5 * logits[4];
                },
                v,
                gradient,
                1e-8);
    }

    @Test
    void forgetsWhatWasDrawnForFeaturesThatAreEqualAtAllNodes() {
        // Given: the second of three features is
        double[] equal = x.clone();
        for (int b = 0; b < N; b++) {
            equal[3 * b + 1] = 0.7;
        }
        double[] forgetting = v.clone();

        // When
        network.forget(forgetting, equal);

        // Then
        for (int i = 0; i < v.length; i++) {
            boolean ofSecond = i < 12 && i % 3 == 1;
            assertThat(forgetting[i]).as("parameter %d", i).isEqualTo(ofSecond ? 0 : v[i]);
        }
    }

    @Test
    void saturatesWithoutOverflow() {
        double[] large = new double[network.parameters()];
        Arrays.fill(large, 1e6);

        assertThat(DoubleStream.of(logits(large))).allMatch(Double::isFinite);
    }

    private double[] logits(double[] parameters) {
        double[] logits = new double[N];
        network.forward(parameters, network.blocks(x), logits);
        return logits;
    }
}
