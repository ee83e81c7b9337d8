package io.plumbline.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void multipliesTheSmallestByAllTheNextByOneLess() {
        // Given the example of Holm's paper in small: 4·0.005, 3·0.01, 2·0.03, 1·0.04
        double[] adjusted = Holm.adjust(0.01, 0.04, 0.03, 0.005);

        // Then the last cannot be below the one before it
        assertThat(adjusted).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    }

    @Test
    void staysWithinOne() {
        assertThat(Holm.adjust(0.6, 0.7)).containsExactly(1, 1);
    }

    @Test
    void leavesOutWhatCouldNotBeTested() {
        // When
        double[] adjusted = Holm.adjust(0.02, Double.NaN, 0.04);

        // Then
        assertThat(adjusted[0]).isCloseTo(0.04, within(1e-12));
        assertThat(adjusted[1]).isNaN();
        assertThat(adjusted[2]).isCloseTo(0.04, within(1e-12));
    }
}
