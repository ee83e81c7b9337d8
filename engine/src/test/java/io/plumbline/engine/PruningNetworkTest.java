package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twins of one seed under one mask: one goes on computing with closed nodes, the other removes them. */
class PruningNetworkTest {

    private static final MlpSpec NETWORK = new MlpSpec(6, List.of(16, 8), 3, Activation.RELU);
    private static final Layers LAYERS = NETWORK.layers();
    private static final int NODES = 24;
    private static final Mask SOME = Mask.allOpen(NODES).with(new int[] {1, 3, 5, 7, 17, 19}, new int[0]);
    private static final Mask MORE = SOME.with(new int[] {0, 2, 20}, new int[0]);

    private static final double STEP = 1e-5;
    /** Roundings have grown over steps. */
    private static final double LATER = 1e-3;

    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, 32, 21);

    static Stream<Arguments> kinds() {
        return Stream.of(OptimizerSpec.sgd(0.1), OptimizerSpec.momentum(0.05, 0.9), OptimizerSpec.adam(0.01))
                .flatMap(optimizer -> Arrays.stream(Activation.values())
                        .flatMap(kind ->
                                Stream.of(Arguments.of(optimizer, kind, 0), Arguments.of(optimizer, kind, 0.3))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void goesOnAsIfItsClosedNodesWereOnlyMasked(OptimizerSpec optimizer, Activation activation, double dropout) {
        try (PruningEngine masked = engine(optimizer, activation, dropout);
                PruningEngine pruned = engine(optimizer, activation, dropout)) {
            // Given
            train(masked, 12, SOME);
            train(pruned, 12, SOME);

            // When
            pruned.prune(pruned.mask());

            // Then
            stepsAlike(masked, pruned, SOME, STEP);
            train(masked, 6, MORE);
            train(pruned, 6, MORE);
            stepsAlike(masked, pruned, MORE, LATER);
            pruned.prune(pruned.mask());
            stepsAlike(masked, pruned, MORE, LATER);
            assertThat(pruned.parameters()).isEqualTo(7 * 10 + 11 * 5 + 6 * 3);
            assertThat(pruned.updates()).isEqualTo(masked.updates());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void opensWhatItDidNotRemoveAsIfNothingHadBeenRemoved(
            OptimizerSpec optimizer, Activation activation, double dropout) {
        try (PruningEngine masked = engine(optimizer, activation, dropout);
                PruningEngine pruned = engine(optimizer, activation, dropout)) {
            // Given
            train(masked, 12, SOME);
            train(pruned, 12, SOME);

            // When: nodes 1, 3 and 17 go, nodes 5, 7 and 19 stay closed
            pruned.prune(Mask.allOpen(NODES).with(new int[] {1, 3, 17}, new int[0]));

            // Then
            stepsAlike(masked, pruned, SOME, STEP);
            Mask opened = SOME.with(new int[0], new int[] {5});
            train(masked, 6, opened);
            train(pruned, 6, opened);
            stepsAlike(masked, pruned, opened, LATER);
        }
    }

    private void stepsAlike(Engine masked, Engine pruned, Mask open, double tolerance) {
        StepRecord expected = StepRecord.of(NODES);
        StepRecord found = StepRecord.of(NODES);
        ProbeRecord expectedProbe = new ProbeRecord(LAYERS);
        ProbeRecord foundProbe = new ProbeRecord(LAYERS);
        Arrays.fill(found.gamma(), 7);
        masked.probe(expectedProbe);
        pruned.probe(foundProbe);
        masked.step(batch, expected);
        pruned.step(batch, found);

        near(found.loss(), expected.loss(), tolerance);
        near(found.updateDot(), expected.updateDot(), 10 * tolerance);
        near(found.exampleGradient(), expected.exampleGradient(), 10 * tolerance);
        columnsAlike(found.gamma(), expected.gamma(), open, tolerance);
        columnsAlike(found.tau(), expected.tau(), open, tolerance);
        // The second layer's weights from removed nodes count no more.
        columnsAlike(found.weightNorm(), expected.weightNorm(), open.with(secondLayer(open), new int[0]), tolerance);
        near(foundProbe.loss(), expectedProbe.loss(), tolerance);
        near(foundProbe.lambda(), expectedProbe.lambda(), 100 * tolerance);
        near(foundProbe.energy().total(), expectedProbe.energy().total(), 10 * tolerance);
        near(foundProbe.energy().ungated(), expectedProbe.energy().ungated(), 10 * tolerance);
        assertThat(foundProbe.energy().layers()).hasSize(2);
        columnsAlike(foundProbe.energyColumn(), expectedProbe.energyColumn(), open, 10 * tolerance);
        columnsAlike(foundProbe.curvatureColumn(), expectedProbe.curvatureColumn(), open, 100 * tolerance);
        columnsAlike(foundProbe.gateCurvatureColumn(), expectedProbe.gateCurvatureColumn(), open, 10 * tolerance);
        weightsAlike(pruned.weights(), masked.weights(), tolerance);
    }

    private static int[] secondLayer(Mask open) {
        return IntStream.range(LAYERS.start(1), NODES).filter(open::isOpen).toArray();
    }

    private static void near(double found, double expected, double tolerance) {
        assertThat(found).isCloseTo(expected, within(tolerance * Math.abs(expected)));
    }

    /** Relative to the largest; what was removed is 0. */
    private static void columnsAlike(float[] found, float[] expected, Mask open, double tolerance) {
        double largest = 0;
        for (int b = 0; b < NODES; b++) {
            largest = open.isOpen(b) ? Math.max(largest, Math.abs(expected[b])) : largest;
        }
        for (int b = 0; b < NODES; b++) {
            if (open.isOpen(b)) {
                assertThat((double) found[b]).isCloseTo(expected[b], within(tolerance * largest));
            }
        }
    }

    /** Σ of squares over what is there: removed entries are 0, and the others differ by rounding. */
    private static void weightsAlike(List<NamedArray> found, List<NamedArray> expected, double tolerance) {
        for (int a = 0; a < found.size(); a++) {
            assertThat(found.get(a).name()).isEqualTo(expected.get(a).name());
            assertThat(found.get(a).shape()).isEqualTo(expected.get(a).shape());
            float[] x = found.get(a).values();
            float[] y = expected.get(a).values();
            for (int i = 0; i < x.length; i++) {
                if (x[i] != 0) {
                    assertThat((double) x[i]).isCloseTo(y[i], within(10 * tolerance));
                }
            }
        }
    }

    @Test
    void givesWeightsOfTheShapeItBeganWithThatDoTheSame() {
        try (PruningEngine engine = engine(OptimizerSpec.adam(0.01), Activation.RELU);
                PruningEngine other = engine(OptimizerSpec.adam(0.01), Activation.RELU)) {
            // Given
            train(engine, 8, SOME);
            engine.prune(engine.mask());
            train(engine, 3, SOME);

            // When
            other.weights(engine.weights());
            other.optimizerState(engine.optimizerState());
            other.mask(engine.mask());

            // Then
            near(other.probeLoss(), engine.probeLoss(), STEP);
            Score score = engine.evaluate(batch.features(), batch.labels(), 32);
            near(other.evaluate(batch.features(), batch.labels(), 32).loss(), score.loss(), STEP);
            near(other.step(batch, StepRecord.NONE), engine.step(batch, StepRecord.NONE), STEP);
            near(other.probeLoss(), engine.probeLoss(), STEP);
        }
    }

    private PruningEngine engine(OptimizerSpec optimizer, Activation activation) {
        return engine(optimizer, activation, 0);
    }

    private PruningEngine engine(OptimizerSpec optimizer, Activation activation, double dropout) {
        MlpSpec network = new MlpSpec(6, List.of(16, 8), 3, activation);
        return Engines.of(network, optimizer, dropout, 32, ProbeSpec.of(batch), 5);
    }

    /** Steps under a mask, with a probe at first. */
    private void train(Engine engine, int steps, Mask mask) {
        engine.probe(new ProbeRecord(LAYERS));
        engine.mask(mask);
        for (int t = 0; t < steps; t++) {
            engine.step(batch, StepRecord.NONE);
        }
    }
}
