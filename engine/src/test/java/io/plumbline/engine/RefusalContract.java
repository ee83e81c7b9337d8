package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An engine says what is wrong with what it is given, the number given and the number expected, and goes on. */
interface RefusalContract extends EngineSubject {

    @Test
    default void refusesBatchesOfAnotherShape() {
        // Given
        Batch batch = batch(61);
        try (PruningEngine engine = masked(1, ProbeSpec.of(batch))) {
            Batch small = batch(EXAMPLES - 1, 62);
            Batch mislabelled = batch(63);
            mislabelled.labels()[4 * mislabelled.predictions()] = 1000;
            double loss = engine.probeLoss();

            // When, Then
            refused(
                    () -> engine.step(small, StepRecord.NONE),
                    "the batch must be of " + EXAMPLES + " examples of",
                    "is of " + (EXAMPLES - 1) + " of");
            refused(
                    () -> engine.step(mislabelled, StepRecord.NONE),
                    "label 1000 of example 4 is not one of the classes 0 to ");
            refused(
                    () -> engine.evaluate(new float[0], new int[2], 2),
                    "2 examples of ",
                    "2 labels and 0 numbers given");
            assertThat(engine.probeLoss()).isEqualTo(loss);
        }
    }

    @Test
    default void refusesRecordsAndMasksOfAnotherNumberOfNodes() {
        // Given
        Batch batch = batch(64);
        Layers other = Layers.of(List.of(new Layer("other", LayerKind.DENSE, 999, 1)));
        try (PruningEngine engine = masked(1, ProbeSpec.of(batch))) {
            int nodes = engine.layers().nodes();
            Mask mask = engine.mask();

            // When, Then
            refused(() -> engine.step(batch, StepRecord.of(999)), "the record is for 999 nodes, not " + nodes);
            refused(() -> engine.probe(new ProbeRecord(other)), "the record is for 999 nodes, not " + nodes);
            refused(() -> engine.mask(Mask.allOpen(999)), "the mask is of 999 nodes, not " + nodes);
            assertThat(engine.mask()).isEqualTo(mask);
            assertThat(engine.updates()).isZero();
        }
    }

    @Test
    default void refusesStateOfAnotherNetwork() {
        // Given
        Batch batch = batch(65);
        NamedArray stranger = new NamedArray("stranger", new int[] {1}, new float[1]);
        try (PruningEngine engine = masked(optimizer(), ProbeSpec.of(batch))) {
            List<NamedArray> weights = engine.weights();
            int arrays = weights.size();

            // When, Then
            refused(() -> engine.weights(List.of()), arrays + " arrays, got 0");
            refused(() -> engine.weights(List.of(stranger)), arrays + " arrays, got 1");
            refused(() -> engine.probeDirection(List.of(stranger)), "expected logits.direction", "got [stranger[1]]");
            refused(() -> engine.probeDirection(weights), "expected logits.direction");
            refused(() -> engine.optimizerState(new OptimizerState(3, List.of(stranger))), "stranger");
            assertThat(engine.weights()).isEqualTo(weights);
            assertThat(engine.updates()).isZero();
        }
    }

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }
}
