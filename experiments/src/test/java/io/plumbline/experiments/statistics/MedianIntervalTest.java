package io.plumbline.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MedianIntervalTest {

    private static final double MISSED = Double.POSITIVE_INFINITY;

    @Test
    void takesTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(MedianInterval.median(3, 1, 2)).isEqualTo(2);
        assertThat(MedianInterval.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(MedianInterval.median(new double[0])).isNaN();
    }

    @Test
    void isInfiniteWhereHalfOfTheRunsMissed() {
        assertThat(MedianInterval.median(1, 2, MISSED, MISSED)).isEqualTo(MISSED);
        assertThat(MedianInterval.median(1, 2, MISSED)).isEqualTo(2);
        assertThat(MedianInterval.of(1, 1, 2, MISSED).high()).isEqualTo(MISSED);
    }

    @Test
    void reachesAsFarAsTheDefinitionSaysForThreeValues() {
        // Given of 27 samples of {1, 2, 3} seven have median 1 and seven median 3: more than 2.5 % each

        // When
        MedianInterval interval = MedianInterval.of(7, 1, 2, 3);

        // Then
        assertThat(interval).isEqualTo(new MedianInterval(2, 1, 3));
    }

    @Test
    void narrowsWithMoreValues() {
        // Given 101 values 0 … 100: the median of a sample has standard deviation near 5
        double[] values = new double[101];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }

        // When
        MedianInterval interval = MedianInterval.of(3, values);

        // Then
        assertThat(interval.median()).isEqualTo(50);
        assertThat(interval.low()).isCloseTo(40, within(3.0));
        assertThat(interval.high()).isCloseTo(60, within(3.0));
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(MedianInterval.of(5, 1, 4, 9, 16)).isEqualTo(MedianInterval.of(5, 1, 4, 9, 16));
    }
}
