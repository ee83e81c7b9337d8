package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Closed nodes contribute nothing, and are missed by nobody once they are removed. */
interface MaskContract extends EngineSubject {

    @Test
    default void whatAClosedNodeOwnsAndWhatReadsItChangesNothing() {
        // Given
        Batch batch = batch(31);
        try (PruningEngine engine = masked(1, ProbeSpec.of(batch))) {
            double loss = engine.probeLoss();
            Score score = engine.evaluate(batch.features(), batch.labels(), EXAMPLES);

            // When
            engine.weights(withoutClosed(engine, batch));

            // Then
            assertThat(engine.probeLoss()).isEqualTo(loss);
            assertThat(engine.evaluate(batch.features(), batch.labels(), EXAMPLES))
                    .isEqualTo(score);
        }
    }

    @Test
    default void aStepLeavesWhatClosedNodesOwnAndWhatReadsThem() {
        // Given
        Batch batch = batch(32);
        try (PruningEngine engine = masked(1, ProbeSpec.of(batch))) {
            ByDefinition before = ByDefinition.of(definition(), engine, batch);
            boolean[] closed = before.ofClosed();

            // When
            engine.step(batch, StepRecord.NONE);

            // Then
            double[] after = ByDefinition.flat(engine.weights());
            for (int k = 0; k < after.length; k++) {
                assertThat(closed[k] ? after[k] : 0).isEqualTo(closed[k] ? before.weights[k] : 0);
            }
        }
    }

    @Test
    default void closingAndOpeningAgainLeavesTheNetworkAsItWas() {
        // Given
        Batch batch = batch(33);
        try (PruningEngine engine = engine(5, OptimizerSpec.sgd(1), ProbeSpec.of(batch))) {
            Mask all = engine.mask();
            double open = engine.probeLoss();

            // When
            engine.mask(mask(engine));
            double closed = engine.probeLoss();
            engine.mask(all);

            // Then
            assertThat(closed).isNotEqualTo(open);
            assertThat(engine.probeLoss()).isEqualTo(open);
            assertThat(engine.mask()).isEqualTo(all);
        }
    }

    @Test
    default void goesOnAsIfRemovedNodesWereOnlyMasked() {
        // Given
        Batch batch = batch(34);
        try (PruningEngine masked = trained(batch);
                PruningEngine pruned = trained(batch)) {
            Numbers expected = new Numbers(masked);
            Numbers found = new Numbers(pruned);

            // When
            pruned.prune(pruned.mask());

            // Then
            expected.probeAndStep(batch);
            found.probeAndStep(batch);
            alike(found, expected, pruned.mask());
            double loss = masked.step(batch, StepRecord.NONE);
            assertThat(pruned.step(batch, StepRecord.NONE)).isCloseTo(loss, within(pruningPrecision() * loss));
            assertThat(pruned.updates()).isEqualTo(masked.updates());
            assertThat(pruned.parameters()).isLessThan(masked.parameters());
        }
    }

    @Test
    default void saysZeroOfWhatItRemovedAndKeepsNamesAndNumbers() {
        // Given
        Batch batch = batch(35);
        try (PruningEngine engine = trained(batch)) {
            Numbers numbers = new Numbers(engine);
            List<NamedArray> before = engine.weights();
            Mask mask = engine.mask();

            // When
            engine.prune(mask);

            // Then
            numbers.probeAndStep(batch);
            for (int b : closed()) {
                assertThat(numbers.ofNode(b)).containsOnly(0f);
            }
            assertThat(engine.mask()).isEqualTo(mask);
            assertThat(engine.weights())
                    .extracting(NamedArray::toString)
                    .isEqualTo(before.stream().map(NamedArray::toString).toList());
            ByDefinition after = ByDefinition.of(definition(), engine, batch);
            boolean[] removed = after.ofClosed();
            for (int k = 0; k < removed.length; k++) {
                assertThat(removed[k] ? after.weights[k] : 0).isZero();
            }
            for (int b = 0; b < mask.nodes(); b++) {
                assertThat((double) numbers.step.weightNorm()[b])
                        .isCloseTo(after.owned(after.weights, b), within(10 * precision()));
            }
        }
    }

    @Test
    default void opensWhatItDidNotRemove() {
        // Given
        Batch batch = batch(36);
        int kept = closed()[0];
        try (PruningEngine masked = trained(batch);
                PruningEngine pruned = trained(batch)) {
            Mask opened = masked.mask().with(new int[0], new int[] {kept});

            // When
            pruned.prune(opened);

            // Then
            pruned.mask(opened);
            masked.mask(opened);
            double loss = masked.step(batch, StepRecord.NONE);
            assertThat(pruned.step(batch, StepRecord.NONE)).isCloseTo(loss, within(pruningPrecision() * loss));
        }
    }

    @Test
    default void opensNothingThatItRemoved() {
        // Given
        Batch batch = batch(37);
        try (PruningEngine engine = trained(batch)) {
            Mask mask = engine.mask();

            // When
            engine.prune(mask);

            // Then
            assertThatThrownBy(() -> engine.mask(Mask.allOpen(mask.nodes())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the mask opens nodes that were removed");
            assertThat(engine.mask()).isEqualTo(mask);
        }
    }

    @Test
    default void removesNoOpenNode() {
        // Given
        Batch batch = batch(38);
        try (PruningEngine engine = engine(5, OptimizerSpec.sgd(1), ProbeSpec.of(batch))) {
            long parameters = engine.parameters();

            // When, Then
            assertThatThrownBy(() -> engine.prune(mask(engine))).isInstanceOf(IllegalArgumentException.class);
            assertThat(engine.parameters()).isEqualTo(parameters);
        }
    }

    @Test
    default void leavesNoLayerWithoutANode() {
        // Given
        Batch batch = batch(39);
        try (PruningEngine engine = engine(5, OptimizerSpec.sgd(1), ProbeSpec.of(batch))) {
            int[] first = IntStream.range(0, engine.layers().end(0)).toArray();
            engine.mask(engine.mask().with(first, new int[0]));
            double loss = engine.probeLoss();

            // When, Then
            assertThatThrownBy(() -> engine.prune(engine.mask()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("layer " + engine.layers().all().get(0).name() + " would be left without a node");
            assertThat(engine.probeLoss()).isEqualTo(loss);
        }
    }

    @Test
    default void staysAsItIsWhereNothingIsClosed() {
        // Given
        Batch batch = batch(40);
        try (PruningEngine engine = engine(5, OptimizerSpec.sgd(1), ProbeSpec.of(batch))) {
            List<NamedArray> weights = engine.weights();
            long parameters = engine.parameters();

            // When
            engine.prune(engine.mask());

            // Then
            assertThat(engine.weights()).isEqualTo(weights);
            assertThat(engine.parameters()).isEqualTo(parameters);
        }
    }

    /** Returns an engine that made some steps and a probe with some nodes closed. */
    private PruningEngine trained(Batch batch) {
        PruningEngine engine = engine(5, optimizer(), ProbeSpec.of(batch));
        engine.step(batch, StepRecord.NONE);
        engine.probe(new ProbeRecord(engine.layers()));
        engine.mask(mask(engine));
        for (int t = 0; t < 5; t++) {
            engine.step(batch, StepRecord.NONE);
        }
        return engine;
    }

    /** Returns the engine's weights with other numbers where closed nodes have a part. */
    private List<NamedArray> withoutClosed(Engine engine, Batch batch) {
        boolean[] closed = ByDefinition.of(definition(), engine, batch).ofClosed();
        List<NamedArray> changed = new ArrayList<>();
        int place = 0;
        for (NamedArray array : engine.weights()) {
            float[] values = array.values();
            for (int k = 0; k < values.length; k++) {
                values[k] = closed[place++] ? 7 - values[k] : values[k];
            }
            changed.add(new NamedArray(array.name(), array.shape(), values));
        }
        return changed;
    }

    private void alike(Numbers found, Numbers expected, Mask open) {
        List<float[]> columns = found.columns();
        for (int c = 0; c < columns.size(); c++) {
            float[] of = expected.columns().get(c);
            double largest = IntStream.range(0, of.length)
                    .filter(open::isOpen)
                    .mapToDouble(b -> Math.abs(of[b]))
                    .max()
                    .orElseThrow();
            for (int b = 0; b < of.length; b++) {
                double unlike = open.isOpen(b) ? Math.abs(columns.get(c)[b] - of[b]) : 0;
                // Columns are single precision whatever the engine's is
                assertThat(unlike).isLessThan((pruningPrecision() + 1e-7) * largest);
            }
        }
        double[] scalars = found.scalars();
        for (int s = 0; s < scalars.length; s++) {
            double of = expected.scalars()[s];
            assertThat(scalars[s]).isCloseTo(of, within(pruningPrecision() * (1 + Math.abs(of))));
        }
    }
}
