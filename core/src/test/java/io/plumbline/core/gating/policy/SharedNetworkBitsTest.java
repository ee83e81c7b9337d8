package io.plumbline.core.gating.policy;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network computes what {@link PlainNetwork} does, bit for bit. */
class SharedNetworkBitsTest {

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 3, 4", "1023, 4, 2", "1024, 8, 3", "1025, 12, 16", "3000, 12, 16"})
    void computesWhatThePlainLoopsDo(int nodes, int features, int hidden) {
        check(nodes, features, hidden, i -> random.nextDouble() - 0.5, 2);
    }

    @Test
    void leavesOutColumnsOfZerosWithoutATrace() {
        check(1100, 12, 4, i -> i % 12 == 3 || i % 12 > 8 ? 0 : random.nextDouble(), 2);
        check(1100, 12, 4, i -> i % 12 == 3 && i > 8000 ? 1 : i % 12 > 2 ? -0.0 : random.nextDouble(), 2);
    }

    @Test
    void computesWhatThePlainLoopsDoWhereUnitsSaturate() {
        check(600, 12, 4, i -> i % 12 == 1 ? 0 : random.nextDouble() - 0.5, 3000);
    }

    @Test
    void computesWhatThePlainLoopsDoFromWeightsThatAreNotFinite() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE}) {
            for (int at : new int[] {1, 12 * 4, 13 * 4 + 1, 14 * 4}) {
                double[] v = drawn(new SharedNetwork(12, 4).parameters(), 2);
                v[at] = bad;
                check(600, 12, 4, i -> i % 12 == 1 ? 0 : random.nextDouble() - 0.5, v);
            }
        }
    }

    @Test
    void computesWhatThePlainLoopsDoFromFeaturesThatAreNotFinite() {
        check(1100, 12, 4, i -> i % 12 == 1 ? 0 : i == 12 * 1030 + 2 ? Double.NaN : 1, 2);
        check(1100, 12, 4, i -> i % 12 == 1 ? 0 : i == 12 * 1030 + 2 ? Double.NEGATIVE_INFINITY : 1, 2);
    }

    private void check(int nodes, int features, int hidden, IntFunction<Double> feature, double spread) {
        check(nodes, features, hidden, feature, drawn(hidden * (features + 2) + 1, spread));
    }

    private void check(int nodes, int features, int hidden, IntFunction<Double> feature, double[] v) {
        // Given
        double[] x = new double[nodes * features];
        for (int i = 0; i < x.length; i++) {
            x[i] = feature.apply(i);
        }
        double[] slopes = drawn(nodes, 1);
        for (int b = 0; b < nodes; b += 1 + random.nextInt(4)) {
            slopes[b] = random.nextBoolean() ? 0 : -0.0;
        }
        SharedNetwork network = new SharedNetwork(features, hidden);
        PlainNetwork plain = new PlainNetwork(features, hidden, x);
        NodeBlock[] blocks = network.blocks(x);
        double[] logits = new double[nodes];
        double[] gradient = drawn(v.length, 1);

        // When
        network.forward(v, blocks, logits);
        network.backward(v, blocks, slopes, gradient);

        // Then
        Bits.assertSame(logits, plain.forward(v), "logits, seed " + seed);
        Bits.assertSame(gradient, plain.backward(v, slopes), "gradient, seed " + seed);
    }

    private double[] drawn(int size, double spread) {
        return random.doubles(size, -spread / 2, spread / 2).toArray();
    }
}
