package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrozenTest {

    private static final MlpSpec NETWORK = new MlpSpec(6, List.of(16, 8), 3, Activation.RELU);
    private static final Mask SOME = Mask.allOpen(24).with(new int[] {1, 3, 5, 17}, new int[0]);

    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, 32, 21);

    @Test
    void staysAsItWasWhateverItsEngineDoes() {
        try (PruningEngine engine = Engines.of(NETWORK, OptimizerSpec.adam(0.01), 0, 32, ProbeSpec.of(batch), 5)) {
            // Given
            engine.step(batch, StepRecord.NONE);
            Frozen frozen = engine.freeze();
            Score before = evaluate(frozen);

            // When
            engine.mask(SOME);
            Score masked = evaluate(frozen);
            engine.prune(SOME);
            Score pruned = evaluate(frozen);
            engine.step(batch, StepRecord.NONE);
            Score later = evaluate(frozen);

            // Then
            assertThat(List.of(masked, pruned, later)).containsOnly(before);
            assertThat(engine.evaluate(batch.features(), batch.labels(), 32)).isNotEqualTo(before);
        }
    }

    private Score evaluate(Frozen frozen) {
        return frozen.evaluate(batch.features(), batch.labels(), 32);
    }
}
