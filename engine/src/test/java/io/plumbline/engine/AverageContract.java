package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An average of the weights is what its definition says, and nobody who trains the network notices it. */
interface AverageContract extends EngineSubject {

    double DECAY = 0.75;

    @Test
    default void averagesTheWeightsAfterEveryStepSinceItBegan() {
        // Given
        Batch batch = batch(71);
        try (PruningEngine engine = masked(optimizer(), ProbeSpec.of(batch))) {
            engine.step(batch, StepRecord.NONE);
            engine.average(AverageState.beginning(DECAY));
            assertAverage(engine, List.of());

            // When, Then
            List<double[]> weights = new ArrayList<>();
            for (int t = 0; t < 20; t++) {
                engine.step(batch, StepRecord.NONE);
                weights.add(ByDefinition.flat(engine.weights()));
                assertAverage(engine, weights);
            }
        }
    }

    @Test
    default void beginsAnewFromTheWeightsWhereverAMaskWithOtherGatesComesIntoForce() {
        // Given
        Batch batch = batch(72);
        try (PruningEngine engine = engine(5, optimizer(), ProbeSpec.of(batch))) {
            Mask all = engine.mask();
            engine.average(AverageState.beginning(DECAY));
            List<double[]> weights = steps(engine, batch, 5);
            for (Mask next : List.of(mask(engine), all)) {
                engine.mask(engine.mask());
                assertAverage(engine, weights);

                // When
                engine.mask(next);

                // Then
                assertAverage(engine, List.of());
                weights = steps(engine, batch, 3);
                assertAverage(engine, weights);
            }
        }
    }

    @Test
    default void aPruningKeepsTheAverageOfWhatStays() {
        // Given
        Batch batch = batch(73);
        try (PruningEngine engine = masked(optimizer(), ProbeSpec.of(batch))) {
            engine.average(AverageState.beginning(DECAY));
            List<double[]> weights = steps(engine, batch, 5);

            // When
            engine.prune(engine.mask());
            engine.mask(engine.mask());

            // Then
            boolean[] removed = ByDefinition.of(definition(), engine, batch).ofClosed();
            weights.forEach(then -> {
                for (int k = 0; k < then.length; k++) {
                    then[k] = removed[k] ? 0 : then[k];
                }
            });
            assertAverage(engine, weights);
            weights.addAll(steps(engine, batch, 3));
            assertAverage(engine, weights);
        }
    }

    @Test
    default void noAverageIsThereUnlessOneIsAskedFor() {
        // Given
        Batch batch = batch(74);
        try (PruningEngine engine = masked(optimizer(), ProbeSpec.of(batch))) {
            assertNone(engine);
            engine.average(AverageState.beginning(DECAY));
            engine.step(batch, StepRecord.NONE);

            // When
            engine.average(AverageState.beginning(0));

            // Then
            engine.step(batch, StepRecord.NONE);
            assertNone(engine);
        }
    }

    @Test
    default void theNetworkIsTheSameBitForBitWithAnAverageAndItsEvaluation() {
        // Given
        Batch batch = batch(75);
        try (PruningEngine plain = engine(5, optimizer(), ProbeSpec.of(batch));
                PruningEngine averaged = engine(5, optimizer(), ProbeSpec.of(batch))) {
            averaged.average(AverageState.beginning(DECAY));
            Numbers expected = new Numbers(plain);
            Numbers found = new Numbers(averaged);
            for (int t = 0; t < 9; t++) {
                if (t == 3) {
                    plain.mask(mask(plain));
                    averaged.mask(mask(averaged));
                }
                if (t == 6) {
                    plain.prune(plain.mask());
                    averaged.prune(averaged.mask());
                }

                // When
                expected.probeAndStep(batch);
                found.probeAndStep(batch);
                Score raw = score(plain.freeze(), batch);
                Frozen frozen = averaged.freeze();
                Score ofAverage = score(averaged.freezeAverage().orElseThrow(), batch);

                // Then
                assertThat(score(frozen, batch)).isEqualTo(raw);
                assertThat(ofAverage.loss()).isCloseTo(lossByDefinition(averaged, batch), within(10 * precision()));
                assertThat(found.all()).isEqualTo(expected.all());
                assertThat(averaged.weights()).isEqualTo(plain.weights());
            }
        }
    }

    @Test
    default void goesOnFromAnAverageThatWasExported() {
        // Given
        Batch batch = batch(76);
        try (PruningEngine whole = masked(optimizer(), ProbeSpec.of(batch));
                PruningEngine resumed = engine(99, optimizer(), ProbeSpec.of(batch))) {
            whole.average(AverageState.beginning(DECAY));
            steps(whole, batch, 4);
            whole.prune(whole.mask());

            // When
            resumed.mask(whole.mask());
            resumed.prune(whole.mask());
            resumed.weights(whole.weights());
            resumed.optimizerState(whole.optimizerState());
            resumed.average(whole.average());

            // Then
            steps(whole, batch, 3);
            steps(resumed, batch, 3);
            assertThat(resumed.average()).isEqualTo(whole.average());
        }
    }

    @Test
    default void refusesAnAverageOfAnotherNetwork() {
        // Given
        Batch batch = batch(77);
        NamedArray stranger = new NamedArray("stranger", new int[] {1}, new float[1]);
        try (PruningEngine engine = masked(optimizer(), ProbeSpec.of(batch))) {
            // When, Then
            assertThatThrownBy(() -> engine.average(new AverageState(DECAY, 1, List.of(stranger))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(engine.weights().size() + " arrays, got 1");
            assertNone(engine);
        }
    }

    /** Makes steps and returns the weights after each. */
    private static List<double[]> steps(Engine engine, Batch batch, int steps) {
        List<double[]> weights = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            engine.step(batch, StepRecord.NONE);
            weights.add(ByDefinition.flat(engine.weights()));
        }
        return weights;
    }

    private static void assertNone(Engine engine) {
        assertThat(engine.average()).isEqualTo(AverageState.NONE);
        assertThat(engine.freezeAverage()).isEmpty();
        engine.eachAverageRow(row -> {
            throw new AssertionError("there is no average to hand over");
        });
    }

    private static Score score(Frozen network, Batch batch) {
        return network.evaluate(batch.features(), batch.labels(), EXAMPLES);
    }

    /** Returns the loss of the averaged weights in double precision. */
    private double lossByDefinition(Engine engine, Batch batch) {
        double[] weights = ByDefinition.flat(engine.average().weights());
        double[] gates = new double[engine.layers().nodes()];
        for (int b = 0; b < gates.length; b++) {
            gates[b] = engine.mask().isOpen(b) ? 1 : 0;
        }
        double loss = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            loss += new Predictions(definition().logits(weights, gates, batch, i), batch, i).loss() / EXAMPLES;
        }
        return loss;
    }

    /** Holds the average against its definition: Σ βᵗ⁻ˢ·w_s / Σ βᵗ⁻ˢ over the weights after each step; of none the weights. */
    private void assertAverage(Engine engine, List<double[]> weights) {
        double[] expected = weights.isEmpty() ? ByDefinition.flat(engine.weights()) : mean(weights);
        AverageState state = engine.average();
        double[] found = ByDefinition.flat(state.weights());
        List<Float> rows = new ArrayList<>();
        engine.eachAverageRow(row -> {
            for (float value : row) {
                rows.add(value);
            }
        });
        assertThat(state.decay()).isEqualTo(DECAY);
        assertThat(state.mass()).isCloseTo((1 - Math.pow(DECAY, weights.size())) / (1 - DECAY), within(1e-12));
        assertThat(state.weights())
                .extracting(NamedArray::toString)
                .isEqualTo(engine.weights().stream().map(NamedArray::toString).toList());
        assertThat(found).hasSameSizeAs(expected);
        assertThat(rows).hasSize(expected.length);
        for (int k = 0; k < expected.length; k++) {
            // Averages are single precision whatever the engine's is
            assertThat(found[k]).isCloseTo(expected[k], within(1e-6 * (1 + Math.abs(expected[k]))));
            assertThat((double) rows.get(k)).isEqualTo(found[k]);
        }
    }

    private static double[] mean(List<double[]> weights) {
        double[] sum = new double[weights.get(0).length];
        double parts = 0;
        for (int s = 0; s < weights.size(); s++) {
            double part = Math.pow(DECAY, weights.size() - 1.0 - s);
            parts += part;
            for (int k = 0; k < sum.length; k++) {
                sum[k] += part * weights.get(s)[k];
            }
        }
        for (int k = 0; k < sum.length; k++) {
            sum[k] /= parts;
        }
        return sum;
    }
}
