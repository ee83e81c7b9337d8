package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

/** The statistics of a training step by their definitions, some nodes closed. */
interface StepContract extends EngineSubject {

    double RATE = 1;

    @Test
    default void gammaAndTauAreMeansOverExamplesOfTheGateGradient() {
        // Given
        Batch batch = batch(5);
        try (PruningEngine engine = masked(RATE, ProbeSpec.of(batch))) {
            StepRecord step = StepRecord.of(engine.layers().nodes());
            ByDefinition before = ByDefinition.of(definition(), engine, batch);

            // When
            engine.step(batch, step);

            // Then
            for (int b = 0; b < step.nodes(); b++) {
                double gamma = 0;
                double tau = 0;
                for (int i = 0; i < EXAMPLES; i++) {
                    double derivative = before.gateGradient(b, i);
                    gamma += derivative / EXAMPLES;
                    tau += derivative * derivative / EXAMPLES;
                }
                near(step.gamma()[b], gamma);
                near(step.tau()[b], tau);
            }
        }
    }

    @Test
    default void lossAndUpdateOfPlainDescentAreThoseOfTheGradient() {
        // Given
        Batch batch = batch(6);
        try (PruningEngine engine = masked(RATE, ProbeSpec.of(batch))) {
            StepRecord step = StepRecord.of(engine.layers().nodes());
            ByDefinition before = ByDefinition.of(definition(), engine, batch);
            double[] gradient = before.gradient();

            // When
            double loss = engine.step(batch, step);

            // Then
            double[] after = ByDefinition.flat(engine.weights());
            for (int k = 0; k < gradient.length; k++) {
                near(before.weights[k] - after[k], RATE * gradient[k]);
            }
            near(loss, before.loss());
            assertThat(step.loss()).isEqualTo(loss);
            near(step.updateDot(), -RATE * ByDefinition.squares(gradient));
        }
    }

    @Test
    default void updateDotIsTheGradientTimesWhateverTheOptimizerChanged() {
        // Given
        Batch batch = batch(7);
        try (PruningEngine engine = masked(optimizer(), ProbeSpec.of(batch))) {
            StepRecord step = StepRecord.of(engine.layers().nodes());
            engine.step(batch, step);
            ByDefinition before = ByDefinition.of(definition(), engine, batch);
            double[] gradient = before.gradient();

            // When
            engine.step(batch, step);

            // Then
            double[] after = ByDefinition.flat(engine.weights());
            double expected = 0;
            for (int k = 0; k < gradient.length; k++) {
                expected += gradient[k] * (after[k] - before.weights[k]);
            }
            near(step.updateDot(), expected);
        }
    }

    @Test
    default void exampleGradientIsTheMeanOverExamplesWhereItIsMeasured() {
        // Given
        Batch batch = batch(8);
        try (PruningEngine engine = masked(RATE, ProbeSpec.of(batch))) {
            StepRecord step = StepRecord.of(engine.layers().nodes());
            ByDefinition before = ByDefinition.of(definition(), engine, batch);

            // When
            engine.step(batch, step);

            // Then
            assumeThat(step.exampleGradient()).isNotNaN();
            double mean = 0;
            for (int i = 0; i < EXAMPLES; i++) {
                mean += ByDefinition.squares(before.gradientOf(i)) / EXAMPLES;
            }
            near(step.exampleGradient(), mean);
        }
    }

    @Test
    default void weightNormsAreThoseAfterTheUpdate() {
        // Given
        Batch batch = batch(9);
        try (PruningEngine engine = masked(RATE, ProbeSpec.of(batch))) {
            StepRecord step = StepRecord.of(engine.layers().nodes());

            // When
            engine.step(batch, step);

            // Then
            ByDefinition after = ByDefinition.of(definition(), engine, batch);
            for (int b = 0; b < step.nodes(); b++) {
                near(step.weightNorm()[b], after.owned(after.weights, b));
            }
        }
    }

    @Test
    default void measuringDoesNotChangeTheRun() {
        // Given
        Batch batch = batch(10);
        try (PruningEngine bare = masked(optimizer(), ProbeSpec.of(batch));
                PruningEngine measured = masked(optimizer(), ProbeSpec.of(batch))) {
            StepRecord step = StepRecord.of(bare.layers().nodes());
            ProbeRecord probe = new ProbeRecord(bare.layers());

            // When
            for (int t = 0; t < 10; t++) {
                bare.step(batch, StepRecord.NONE);
                measured.step(batch, step);
                measured.probe(probe);
            }

            // Then
            assertThat(measured.weights()).isEqualTo(bare.weights());
            assertThat(measured.updates()).isEqualTo(10);
        }
    }

    @Test
    default void evaluatesAnyNumberOfExamplesByDefinition() {
        // Given
        Batch many = batch(300, 22);
        Batch probe = batch(11);
        try (PruningEngine engine = masked(RATE, ProbeSpec.of(probe))) {
            ByDefinition expected = ByDefinition.of(definition(), engine, probe);

            // When
            Score score = engine.evaluate(many.features(), many.labels(), 300);

            // Then
            double sum = 0;
            for (int i = 0; i < 300; i++) {
                sum += expected.lossOf(many, i);
            }
            near(score.loss(), sum / 300);
            assertThat(score.error()).isBetween(0.0, 1.0);
        }
    }

    private void near(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(precision() * (1 + Math.abs(expected))));
    }
}
