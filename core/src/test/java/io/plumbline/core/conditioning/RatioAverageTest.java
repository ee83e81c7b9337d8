package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatioAverageTest {

    @Test
    void dividesMeansAndNotTheOtherWayRound() {
        // Given
        RatioAverage ratio = RatioAverage.empty(0.5).plus(1, 1).plus(3, 5);

        // Then
        assertThat(ratio.ratio()).isCloseTo((0.5 * 1 + 3) / (0.5 * 1 + 5), within(1e-15));
    }

    @Test
    void clipsOnlyAfterAveraging() {
        // Given: a truth of 1 that scatters by 3
        RatioAverage ratio = RatioAverage.empty(0.999).plus(-2, 2).plus(4, 2);

        // Then: clipping each would have given 1
        assertThat(ratio.ratio()).isCloseTo(0.5, within(0.01));
        assertThat(RatioAverage.empty(0.5).plus(-2, 2).ratio()).isZero();
    }

    @Test
    void combinesEarlierAndLaterSteps() {
        RatioAverage whole = RatioAverage.empty(0.5).plus(1, 2).plus(3, 4).plus(5, 7);

        RatioAverage parts = RatioAverage.empty(0.5)
                .plus(1, 2)
                .combine(RatioAverage.empty(0.5).plus(3, 4).plus(5, 7));

        assertThat(parts.ratio()).isCloseTo(whole.ratio(), within(1e-15));
    }

    @Test
    void isUnknownWithoutADenominator() {
        assertThat(RatioAverage.empty(0.5).ratio()).isNaN();
        assertThat(RatioAverage.empty(0.5).plus(1, 0).ratio()).isNaN();
        assertThat(RatioAverage.empty(0.5).plus(1, -1).ratio()).isNaN();
    }
}
