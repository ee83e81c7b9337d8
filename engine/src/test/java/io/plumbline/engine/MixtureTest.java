package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The balance of experts' load, and what a mixture does without open experts. */
class MixtureTest {

    private static final int EXAMPLES = 6;
    private static final double ALPHA = 0.3;

    private static TransformerSpec network(double balance) {
        return new TransformerSpec(
                3, 2, 4, 2, List.of(new TransformerSpec.Part(1, 2, 3, balance)), true, Activation.GELU);
    }

    private static Batch batch() {
        return RandomTexts.drawn(network(0), EXAMPLES, 5);
    }

    private static PruningEngine engine(double balance, Batch batch, int... closed) {
        PruningEngine engine = Engines.of(network(balance), OptimizerSpec.sgd(1), EXAMPLES, ProbeSpec.of(batch), 1);
        engine.weights(EngineSubject.drawn(engine.weights(), "", 7));
        engine.mask(Mask.allOpen(4).with(closed, new int[0]));
        return engine;
    }

    @Test
    void aStepDescendsOnTheBalanceToo() {
        // Given: expert 2 is closed
        Batch batch = batch();
        ReferenceTransformer reference = new ReferenceTransformer(network(ALPHA));
        try (PruningEngine plain = engine(0, batch, 3);
                PruningEngine balanced = engine(ALPHA, batch, 3)) {
            double[] weights = ByDefinition.flat(plain.weights());
            double[] gates = {1, 1, 1, 0};

            // When
            double loss = plain.step(batch, StepRecord.NONE);
            double lossOfBalanced = balanced.step(batch, StepRecord.NONE);

            // Then
            assertThat(lossOfBalanced).isEqualTo(loss);
            double[] without = ByDefinition.flat(plain.weights());
            double[] with = ByDefinition.flat(balanced.weights());
            boolean moved = false;
            for (int k = 0; k < weights.length; k++) {
                double expected =
                        ReferenceNetwork.derivative(w -> reference.balance(w, gates, batch), weights.clone(), k);
                assertThat(without[k] - with[k]).isCloseTo(ALPHA * expected, within(2e-5));
                moved |= Math.abs(expected) > 1e-3;
            }
            assertThat(moved).isTrue();
        }
    }

    @Test
    void isPassedByWhereAllExpertsAreClosed() {
        // Given
        Batch batch = batch();
        ReferenceTransformer reference = new ReferenceTransformer(network(0));
        try (PruningEngine engine = engine(0, batch, 1, 2, 3)) {
            double[] weights = ByDefinition.flat(engine.weights());
            ProbeRecord probe = new ProbeRecord(engine.layers());
            StepRecord step = StepRecord.of(4);

            // When
            engine.probe(probe);
            double loss = engine.step(batch, step);

            // Then: closed experts still observe
            double expected = 0;
            for (int i = 0; i < EXAMPLES; i++) {
                double[] logits = reference.logits(weights, new double[] {1, 0, 0, 0}, batch, i);
                expected += new Predictions(logits, batch, i).loss() / EXAMPLES;
            }
            assertThat(loss).isCloseTo(expected, within(1e-5));
            assertThat(probe.loss()).isCloseTo(expected, within(1e-5));
            assertThat(step.tau()[1] + step.tau()[2] + step.tau()[3]).isPositive();
            assertThat(probe.energyColumn()[1] + probe.energyColumn()[2] + probe.energyColumn()[3])
                    .isPositive();
        }
    }
}
