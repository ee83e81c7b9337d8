package io.plumbline.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A learning rate set by λ: η = min(c/λ, 10·learning rate). */
class SmoothnessRateTest {

    private static final NetworkSpec NETWORK = new NetworkSpec(4, List.of(6), 3, Activation.RELU);

    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, 16, 3);

    @Test
    void isInverseToTheSmoothnessAndBounded() {
        // Given
        OptimizerSpec following = OptimizerSpec.sgd(0.1).followingSmoothness(0.5);
        // When, Then
        assertThat(following.rateAt(2, 0.1)).isEqualTo(0.25);
        assertThat(following.rateAt(0.01, 0.1)).isEqualTo(1);
        assertThat(following.rateAt(0, 0.1)).isEqualTo(1);
        assertThat(following.rateAt(Double.NaN, 0.3)).isEqualTo(0.3);
        assertThat(OptimizerSpec.sgd(0.1).rateAt(2, 0.1)).isEqualTo(0.1);
    }

    @Test
    void isRefusedBelowZero() {
        assertThatThrownBy(() -> OptimizerSpec.sgd(0.1).followingSmoothness(-1))
                .hasMessage("smoothness rate must be at least 0 and finite, was -1.0");
    }

    @Test
    void rulesTheUpdatesThatFollowDecayAndCompactionIncluded() {
        OptimizerSpec fast = OptimizerSpec.sgd(0.4).decaying(0.1);
        OptimizerSpec slow = OptimizerSpec.sgd(0.1).decaying(0.1);
        try (CompactingEngine expected = Engines.mlp(NETWORK, fast, 16, ProbeSpec.of(batch), 5);
                CompactingEngine found = Engines.mlp(NETWORK, slow, 16, ProbeSpec.of(batch), 5)) {
            // Given
            Mask some = Mask.allOpen(6).with(new int[] {2}, new int[0]);
            expected.mask(some);
            found.mask(some);
            found.learningRate(0.4);
            found.compact();
            // When
            double before = expected.step(batch, StepRecord.NONE) - found.step(batch, StepRecord.NONE);
            double after = expected.step(batch, StepRecord.NONE) - found.step(batch, StepRecord.NONE);
            // Then
            assertThat(before).isCloseTo(0, within(1e-6));
            assertThat(after).isCloseTo(0, within(1e-6));
        }
    }
}
