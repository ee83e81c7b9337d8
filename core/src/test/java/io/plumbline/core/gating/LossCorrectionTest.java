package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossCorrectionTest {

    private final LossCorrection correction = new LossCorrection();

    @Test
    void isOneBeforeTheFirstChange() {
        assertThat(correction.chi()).isEqualTo(1);
    }

    @Test
    void isTheQuotientOfAveragedLosses() {
        // When
        correction.observe(0.6, 0.1, 0.8);
        correction.observe(0.4, 0.3, 0.8);

        // Then
        assertThat(correction.chi()).isEqualTo((0.8 * 0.6 + 0.4) / (0.8 * 0.1 + 0.3), within(1e-14));
    }

    @Test
    void isNeverBelowOne() {
        // When
        correction.observe(1e-6, 1, 0);

        // Then
        assertThat(correction.chi()).isEqualTo(1);
    }

    @Test
    void isNeverAboveThirty() {
        // When
        correction.observe(100, 1, 0);

        // Then
        assertThat(correction.chi()).isEqualTo(30);
    }

    @Test
    void brakesFullyWhereALossCameThatWasNotPredicted() {
        // When
        correction.observe(0.1, 0, 0.8);

        // Then
        assertThat(correction.chi()).isEqualTo(30);
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        // Given
        correction.observe(0.6, 0.2, 0.8);
        double before = correction.chi();

        // When
        correction.observe(Double.NaN, 0.2, 0.8);
        correction.observe(1, Double.POSITIVE_INFINITY, 0.8);
        correction.observe(Double.MAX_VALUE, 1, 0.8);

        // Then
        assertThat(correction.chi()).isEqualTo(before);
    }
}
