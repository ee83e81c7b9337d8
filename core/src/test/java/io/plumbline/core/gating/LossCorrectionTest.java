package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.gating.GateSettings.Balance;
import org.junit.jupiter.api.Test;

class LossCorrectionTest {

    private final LossCorrection correction = new LossCorrection();

    @Test
    void isOneBeforeTheFirstChange() {
        assertThat(correction.chi(Balance.DEFAULT)).isEqualTo(1);
    }

    @Test
    void isTheQuotientOfAveragedLosses() {
        // When
        correction.observe(0.6, 0.1, 0.8);
        correction.observe(0.4, 0.3, 0.8);

        // Then
        assertThat(correction.chi(Balance.DEFAULT)).isEqualTo((0.8 * 0.6 + 0.4) / (0.8 * 0.1 + 0.3), within(1e-14));
    }

    @Test
    void staysBetweenOneAndThirty() {
        // When
        correction.observe(1e-6, 1, 0);

        // Then
        assertThat(correction.chi(Balance.DEFAULT)).isEqualTo(1);

        // When
        correction.observe(100, 1, 0);

        // Then
        assertThat(correction.chi(Balance.DEFAULT)).isEqualTo(30);
    }

    @Test
    void staysBetweenTheBoundsOfTheSettings() {
        // Given
        Balance fixed = new Balance(false, 20, 20, 1, true);
        Balance low = new Balance(false, 0.25, 0.5, 1, true);
        assertThat(correction.chi(fixed)).as("before the first change").isEqualTo(20);
        assertThat(correction.chi(low)).as("before the first change").isEqualTo(0.5);

        // When
        correction.observe(0.3, 0.1, 0);

        // Then
        assertThat(correction.chi(fixed)).isEqualTo(20);
        assertThat(correction.chi(low)).isEqualTo(0.5);
        assertThat(correction.chi(new Balance(false, 1, 3000, 1, true))).isCloseTo(3, within(1e-12));
    }

    @Test
    void refusesBoundsThatCross() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Balance(false, 20, 10, 1, true))
                .withMessage("gate.task-most must be at least gate.task-least, 20.0, was 10.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Balance(false, 0, 10, 1, true))
                .withMessage("gate.task-least must be above 0, was 0.0");
    }

    @Test
    void brakesFullyWhereALossCameThatWasNotPredicted() {
        // When
        correction.observe(0.1, 0, 0.8);

        // Then
        assertThat(correction.chi(Balance.DEFAULT)).isEqualTo(30);
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        // Given
        correction.observe(0.6, 0.2, 0.8);
        double before = correction.chi(Balance.DEFAULT);

        // When
        correction.observe(Double.NaN, 0.2, 0.8);
        correction.observe(1, Double.POSITIVE_INFINITY, 0.8);
        correction.observe(Double.MAX_VALUE, 1, 0.8);

        // Then
        assertThat(correction.chi(Balance.DEFAULT)).isEqualTo(before);
    }
}
