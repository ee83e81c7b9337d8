package io.plumbline.core.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceGapTest {

    private static final double LAMBDA = 4;
    private static final double MU = 0.5;
    private static final double BOUND = 0.3;

    /** Gradient descent on L* + ½(μx² + λy²). */
    private static ConvergenceGap descend(double rate, int steps) {
        ConvergenceGap gap = ConvergenceGap.empty(BOUND, 0);
        double x = 2;
        double y = 1;
        for (int s = 0; s < steps; s++) {
            double squares = MU * MU * x * x + LAMBDA * LAMBDA * y * y;
            gap = gap.plus(BOUND + 0.5 * (MU * x * x + LAMBDA * y * y), -rate * squares);
            x -= rate * MU * x;
            y -= rate * LAMBDA * y;
        }
        return gap;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.25})
    void isBoundedByItsPredictionAtASafeRate(double rate) {
        // When
        ConvergenceGap before = descend(rate, 30);
        ConvergenceGap after = descend(rate, 31);

        // Then: the prediction made by 30 updates is for the loss that step 31 sees
        assertThat(after.measured()).isLessThanOrEqualTo(before.predicted());
        assertThat(after.violations()).isZero();
    }

    @Test
    void contractsByOneMinusRateTimesMu() {
        // Given: late, only the slow axis is left, where μ_PL = μ
        ConvergenceGap earlier = descend(0.25, 60);

        // When
        double factor = descend(0.25, 80).contractionSince(earlier);

        // Then
        assertThat(factor).isCloseTo(1 - 0.25 * MU, within(1e-9));
    }

    @Test
    void countsStepsThatDidNotKeepTheirPromise() {
        // Given: beyond 2/λ, so that the loss grows
        ConvergenceGap gap = descend(0.6, 4);

        // Then: three of four promises have been judged
        assertThat(gap.violations()).isEqualTo(3);
    }

    @Test
    void predictsWhatItsFactorsSay() {
        ConvergenceGap gap =
                ConvergenceGap.empty(0, 0).plus(2, -1).plus(1.5, -0.6).plus(1.2, 0.12);

        assertThat(gap.predicted()).isCloseTo(2 * 0.75 * 0.8 * 1.05, within(1e-12));
        assertThat(gap.firstGap()).isEqualTo(2);
        assertThat(gap.measured()).isEqualTo(1.2);
    }

    @Test
    void leavesOutFactorsThatNoStepCanKeep() {
        // Given: at the bound, below it, and a promise of more than the whole gap
        ConvergenceGap gap = ConvergenceGap.empty(0.5, 0)
                .plus(1, -0.5)
                .plus(0.5, -1)
                .plus(0.4, -1)
                .plus(0.6, -1);

        // Then
        assertThat(gap.predicted()).isCloseTo(0.5 * 0.5, within(1e-12));
        assertThat(gap.steps()).isEqualTo(4);
    }

    @Test
    void averagesTheMeasuredLoss() {
        ConvergenceGap gap = ConvergenceGap.empty(0.1, 0.5).plus(1, 0).plus(4, 0);

        assertThat(gap.measured()).isCloseTo(4.5 / 1.5 - 0.1, within(1e-12));
    }

    @Test
    void knowsNothingBeforeTheFirstStep() {
        ConvergenceGap gap = ConvergenceGap.empty(0, 0.9);

        assertThat(gap.measured()).isNaN();
        assertThat(gap.predicted()).isNaN();
        assertThat(gap.contractionSince(gap)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNotANumber(double bad) {
        ConvergenceGap gap = ConvergenceGap.empty(0, 0.9);

        assertThatIllegalArgumentException().isThrownBy(() -> gap.plus(bad, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> gap.plus(1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> ConvergenceGap.empty(bad, 0.9));
    }
}
