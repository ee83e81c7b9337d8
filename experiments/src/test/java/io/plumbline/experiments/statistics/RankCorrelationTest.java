package io.plumbline.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

    @Test
    void isOneForAnythingThatGrowsAndMinusOneForAnythingThatFalls() {
        double[] x = {1, 2, 3, 4};
        assertThat(RankCorrelation.of(x, new double[] {1, 10, 11, 1e9}).rho()).isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.of(x, new double[] {4, 3, 2, -8}).rho()).isCloseTo(-1, within(1e-12));
    }

    @Test
    void followsTheFormulaOfSquaredRankDifferences() {
        // Given
        double[] x = {1, 2, 3, 4};
        double[] y = {2, 1, 3, 4};

        // When
        double rho = RankCorrelation.of(x, y).rho();

        // Then: d = (1, −1, 0, 0), 1 − 6·2/(4·15)
        assertThat(rho).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void saysNothingOfTooFewPairsOrOfAConstant() {
        assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {1, 2}).rho())
                .isNaN();
        assertThat(RankCorrelation.of(new double[] {1, 1, 1}, new double[] {1, 2, 3})
                        .rho())
                .isNaN();
    }
}
