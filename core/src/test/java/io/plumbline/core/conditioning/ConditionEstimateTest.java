package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionEstimateTest {

    private static final double NAN = Double.NaN;

    /** f(x, y) = ½(μ x² + λ y²): PL constant μ, smoothness λ. */
    @Property
    void liesBetweenTheConstantsOfAQuadratic(
            @ForAll @DoubleRange(min = 0.01, max = 1) double mu,
            @ForAll @DoubleRange(min = 1, max = 100) double lambda,
            @ForAll @DoubleRange(min = 0.1, max = 10) double x,
            @ForAll @DoubleRange(min = -10, max = 10) double y) {
        double loss = 0.5 * (mu * x * x + lambda * y * y);
        double gradient = mu * mu * x * x + lambda * lambda * y * y;

        ConditionEstimate estimate = new ConditionEstimate(loss, 0, gradient, 1, lambda);

        assertThat(estimate.muPl()).isBetween(mu * (1 - 1e-12), lambda * (1 + 1e-12));
        assertThat(estimate.kappa()).isBetween(1 - 1e-12, lambda / mu * (1 + 1e-12));
    }

    @Test
    void findsTheConstantOnTheSlowAxis() {
        // f = ½(0.1 x² + 8 y²) at (2, 0)
        ConditionEstimate estimate = new ConditionEstimate(0.2, 0, 0.04, 0.4, 8);

        assertThat(estimate.muPl()).isCloseTo(0.1, within(1e-15));
        assertThat(estimate.kappa()).isCloseTo(80, within(1e-12));
        assertThat(estimate.muR()).isCloseTo(0.1, within(1e-15));
    }

    /** Loss times c is gradient² times c² and λ times c: κ has no unit. */
    @Property
    void doesNotChangeWithTheScaleOfTheLoss(@ForAll @DoubleRange(min = 0.01, max = 100) double c) {
        ConditionEstimate one = new ConditionEstimate(0.5, 0.1, 0.3, 1, 2);
        ConditionEstimate scaled = new ConditionEstimate(0.5 * c, 0.1 * c, 0.3 * c * c, 1, 2 * c);

        assertThat(scaled.kappa()).isCloseTo(one.kappa(), within(1e-9 * one.kappa()));
    }

    @ParameterizedTest
    @CsvSource({
        // loss, L*, ‖g‖², λ → μ_PL, κ
        "0.5, 0, 0, 2, 0, Infinity",
        "0.5, 0, 0, 0, 0, NaN",
        "0.5, 0, 1, 0, 1, 0",
        "0, 0, 0, 2, NaN, NaN",
        "0.1, 0.2, 1, 2, NaN, NaN",
        "NaN, 0, 1, 2, NaN, NaN",
        "Infinity, 0, 1, 2, NaN, NaN",
        "0.5, 0, NaN, 2, NaN, NaN",
        "0.5, 0, Infinity, 2, NaN, NaN",
        "0.5, 0, 1, NaN, 1, NaN",
        "0.5, 0, 1, Infinity, 1, NaN",
    })
    void saysWhatItGivesInEveryCorner(
            double loss, double bound, double gradient, double lambda, Double muPl, Double kappa) {
        ConditionEstimate estimate = new ConditionEstimate(loss, bound, gradient, 1, lambda);

        assertThat(estimate.muPl()).isEqualTo(muPl);
        assertThat(estimate.kappa()).isEqualTo(kappa);
    }

    @Test
    void knowsNothingBeforeTheFirstProbe() {
        assertThat(ConditionEstimate.EMPTY.muPl()).isNaN();
        assertThat(ConditionEstimate.EMPTY.muR()).isNaN();
        assertThat(ConditionEstimate.EMPTY.kappa()).isNaN();
        assertThat(ConditionEstimate.EMPTY.gap()).isNaN();
    }

    @Test
    void hasNoRayleighQuotientWithoutResidual() {
        assertThat(new ConditionEstimate(0.5, 0, 1, 0, 2).muR()).isNaN();
    }

    @Test
    void averagesNumbersApartAndThenDivides() {
        // Given
        ConditionAverage average = ConditionAverage.empty(0, 0.5)
                .plus(new ConditionEstimate(1, 0, 2, 4, 3))
                .plus(new ConditionEstimate(0.5, 0, 4, 2, 6));

        // When
        ConditionEstimate mean = average.snapshot();

        // Then
        assertThat(mean.kappa()).isCloseTo(7.5 / 1.5 / (5.0 / (2 * 1.0)), within(1e-12));
        assertThat(mean.muR()).isCloseTo(5.0 / 4, within(1e-12));
    }

    @Test
    void averagesNothingToTheEmptyEstimate() {
        assertThat(ConditionAverage.empty(0, 0.8).snapshot()).isEqualTo(ConditionEstimate.EMPTY);
    }

    @Test
    void refusesAProbeThatIsNotANumber() {
        ConditionAverage average = ConditionAverage.empty(0, 0.8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> average.plus(new ConditionEstimate(1, 0, NAN, 1, 1)))
                .withMessageContaining("finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> average.plus(new ConditionEstimate(1, 0.1, 1, 1, 1)))
                .withMessage("lower bound of the loss must stay 0.0, was 0.1");
    }
}
