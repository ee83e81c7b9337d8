package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.data.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
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

    /** Two heads of 3 numbers each and 5 units in one block, a head and 3 experts in the other. */
    private static final TransformerSpec TEXTS = new TransformerSpec(
            3,
            4,
            4,
            3,
            List.of(TransformerSpec.Part.of(2, 5), new TransformerSpec.Part(1, 2, 3, 0)),
            true,
            Activation.GELU);

    private static final int NODES = 11;
    private static final int FIRST_EXPERT = 8;
    /** They say what they would make. */
    private static final int[] CLOSED = {1, 3, NODES - 1};

    private final Batch texts = RandomTexts.drawn(TEXTS, 24, 5);
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

    @Test
    void isWhatItMakesOfTheTokens() {
        assertOfTexts(Magnitude.USAGE, ReferenceTransformer::usage, b -> true);
    }

    @Test
    void isThePartOfTheTokensThatGoToAnExpert() {
        assertOfTexts(Magnitude.LOAD, ReferenceTransformer::load, b -> b >= FIRST_EXPERT);
    }

    @Test
    void isTheMeanOfAbsoluteDerivativesByTheGatesOfExamples() {
        // Given
        int examples = texts.examples();
        double[] expected = new double[NODES];
        try (PruningEngine engine = textEngine(2)) {
            List<NamedArray> weights = engine.weights();
            StepRecord step = StepRecord.of(NODES);
            for (int i = 0; i < examples; i++) {
                engine.weights(weights);
                engine.step(RandomTexts.twice(texts, i), step);
                for (int b = 0; b < NODES; b++) {
                    expected[b] += Math.abs(step.gamma()[b]) / examples;
                }
            }
        }

        // When
        StepRecord step = StepRecord.of(NODES);
        try (PruningEngine engine = textEngine(examples)) {
            engine.magnitude(Magnitude.SENSITIVITY);
            engine.step(texts, step);
        }

        // Then
        for (int b = 0; b < NODES; b++) {
            assertThat((double) step.weightNorm()[b]).isCloseTo(expected[b], within(1e-6));
            assertThat(expected[b]).isPositive();
        }
    }

    private interface Definition {
        double[] of(ReferenceTransformer reference, double[] weights, double[] gates, Batch batch);
    }

    private void assertOfTexts(Magnitude magnitude, Definition definition, IntPredicate isDefined) {
        // Given
        double[] gates = new double[NODES];
        Arrays.fill(gates, 1);
        IntStream.of(CLOSED).forEach(b -> gates[b] = 0);
        try (PruningEngine engine = textEngine(texts.examples())) {
            engine.magnitude(magnitude);
            double[] expected =
                    definition.of(new ReferenceTransformer(TEXTS), ByDefinition.flat(engine.weights()), gates, texts);

            // When
            StepRecord step = StepRecord.of(NODES);
            engine.step(texts, step);

            // Then
            for (int b = 0; b < NODES; b++) {
                double value = isDefined.test(b) ? expected[b] : 1;
                assertThat((double) step.weightNorm()[b]).isCloseTo(value, within(1e-5));
                assertThat(value).isPositive();
            }
        }
    }

    private PruningEngine textEngine(int examples) {
        PruningEngine engine = Engines.of(TEXTS, OptimizerSpec.sgd(1), examples, ProbeSpec.of(texts), 1);
        engine.weights(EngineSubject.drawn(engine.weights(), "", 11));
        engine.mask(Mask.allOpen(NODES).with(CLOSED, new int[0]));
        return engine;
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
