package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerIterationTest {

    private static final double[] EIGENVALUES = {1, 4, 2};
    private static final boolean[] ALL = {true, true, true};

    @Test
    void findsTheTopEigenvalueOfADiagonalMatrix() {
        // Given
        double[] u = {1, 1, 1};
        PowerIteration.normalise(u, ALL);
        PowerIteration first = PowerIteration.measure(u, times(u));

        // When
        for (int i = 0; i < 60; i++) {
            u = times(u);
            PowerIteration.normalise(u, ALL);
        }

        // Then
        PowerIteration last = PowerIteration.measure(u, times(u));
        assertThat(first.lambda()).isLessThan(4);
        assertThat(first.isTrusted()).isFalse();
        assertThat(last.lambda()).isCloseTo(4, within(1e-12));
        assertThat(last.residual()).isLessThan(1e-12);
        assertThat(last.isTrusted()).isTrue();
    }

    @Test
    void leavesOutWhatIsClosed() {
        // Given
        double[] u = {3, 5, 4};

        // When
        PowerIteration.normalise(u, new boolean[] {true, false, true});

        // Then
        assertThat(u).containsExactly(0.6, 0, 0.8);
    }

    @Test
    void trustsNothingWithoutCurvature() {
        PowerIteration flat = PowerIteration.measure(new double[] {1, 0}, new double[] {0, 0});

        assertThat(flat.lambda()).isZero();
        assertThat(flat.residual()).isNaN();
        assertThat(flat.isTrusted()).isFalse();
    }

    @Test
    void trustsNothingThatIsNotANumber() {
        assertThat(PowerIteration.measure(new double[] {1, 0}, new double[] {Double.NaN, 0})
                        .isTrusted())
                .isFalse();
        assertThat(PowerIteration.measure(new double[] {1, 0}, new double[] {Double.POSITIVE_INFINITY, 0})
                        .isTrusted())
                .isFalse();
    }

    @Test
    void refusesAVectorWithoutDirection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerIteration.normalise(new double[] {0, 1}, new boolean[] {true, false}))
                .withMessage("a vector of norm 0.0 has no direction");
        assertThatIllegalArgumentException().isThrownBy(() -> PowerIteration.measure(new double[2], new double[3]));
    }

    private static double[] times(double[] u) {
        return new double[] {EIGENVALUES[0] * u[0], EIGENVALUES[1] * u[1], EIGENVALUES[2] * u[2]};
    }
}
