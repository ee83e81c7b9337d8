package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.engine.data.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands for the size of a channel: of a stream all that add to it, whatever was removed. */
class MagnitudeTest {

    private static final ChainSpec NETWORK = new ChainSpec(
            Shape.of(4, 4),
            Stream.of("conv 3", "residual 3 inner 2").map(BlockSpec::parse).toList(),
            Norm.BATCH,
            2,
            Activation.RELU);

    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, 4, 1);

    private PruningEngine engine() {
        return Engines.of(NETWORK, OptimizerSpec.adam(0.01), 4, ProbeSpec.of(batch), 3);
    }

    @Test
    void isTheSumOfAbsoluteWeightsOfItsFilters() {
        try (PruningEngine engine = engine()) {
            // Given
            engine.magnitude(Magnitude.L1);

            // When
            StepRecord step = StepRecord.of(5);
            engine.step(batch, step);

            // Then
            Map<String, float[]> weights = weights(engine);
            for (int c = 0; c < 3; c++) {
                double sum = absolute(weights.get("conv-1.weight"), c, 3)
                        + absolute(weights.get("residual-1.conv-2.weight"), c, 3);
                assertThat((double) step.weightNorm()[c]).isCloseTo(sum, within(1e-4));
            }
            assertThat((double) step.weightNorm()[4])
                    .isCloseTo(absolute(weights.get("residual-1.conv-1.weight"), 1, 2), within(1e-4));
        }
    }

    @Test
    void isTheScaleOfItsNormalisationsBeforeAndAfterARemoval() {
        try (PruningEngine engine = engine()) {
            // Given
            engine.magnitude(Magnitude.NORM_SCALE);
            StepRecord step = StepRecord.of(5);
            engine.step(batch, step);
            assertScales(engine, step, List.of(0, 1, 2));

            // When
            engine.mask(engine.mask().with(new int[] {1}, new int[0]));
            engine.prune(engine.mask());

            // Then
            engine.step(batch, step);
            assertScales(engine, step, List.of(0, 2));
            assertThat(step.weightNorm()[1]).isZero();
        }
    }

    @Test
    void aNetworkWithoutNormalisationHasNoScale() {
        try (PruningEngine engine = Engines.of(
                new MlpSpec(4, List.of(3), 2, Activation.RELU),
                OptimizerSpec.sgd(1),
                2,
                ProbeSpec.of(new Batch(2, 4)),
                1)) {
            assertThatThrownBy(() -> engine.magnitude(Magnitude.NORM_SCALE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("statistics.magnitude norm-scale needs a network with network.norm batch");
        }
    }

    private static void assertScales(Engine engine, StepRecord step, List<Integer> channels) {
        Map<String, float[]> weights = weights(engine);
        for (int c : channels) {
            double sum =
                    Math.abs(weights.get("conv-1.norm.scale")[c]) + Math.abs(weights.get("residual-1.norm-2.scale")[c]);
            assertThat((double) step.weightNorm()[c]).isCloseTo(sum, within(1e-5));
        }
        assertThat((double) step.weightNorm()[3])
                .isCloseTo(Math.abs(weights.get("residual-1.norm-1.scale")[0]), within(1e-5));
    }

    private static Map<String, float[]> weights(Engine engine) {
        Function<NamedArray, float[]> values = NamedArray::values;
        return engine.weights().stream().collect(Collectors.toMap(NamedArray::name, values));
    }

    private static double absolute(float[] flat, int column, int columns) {
        return IntStream.range(0, flat.length)
                .filter(k -> k % columns == column)
                .mapToDouble(k -> Math.abs(flat[k]))
                .sum();
    }
}
