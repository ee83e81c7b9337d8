package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ColumnAverageTest {

    private final ColumnAverage average = ColumnAverage.create(2, 0.8);

    @Test
    void averagesEveryNodeAsASingleValueIs() {
        // Given
        ExponentialAverage second =
                ExponentialAverage.empty(0.8).plus(4).plus(-1).plus(0.5);

        // When
        average.accept(new double[] {1, 4});
        average.accept(new double[] {2, -1});
        average.accept(new float[] {3, 0.5f});

        // Then
        AveragedColumn seen = average.snapshot();
        assertThat(seen.mean(1)).isEqualTo(second.mean());
        assertThat(seen.means()[1]).isEqualTo(second.mean());
        assertThat(seen.effectiveCount()).isEqualTo(second.effectiveCount());
    }

    @Test
    void goesOnFromASnapshotBitForBit() {
        // Given
        average.accept(new double[] {0.1, 0.2});
        average.accept(new double[] {0.3, 0.7});
        AveragedColumn seen = average.snapshot();
        ColumnAverage restored = ColumnAverage.from(AveragedColumn.of(seen.decay(), seen.sums(), seen.weight()));

        // When
        average.accept(new double[] {1.1, 1.3});
        restored.accept(new double[] {1.1, 1.3});

        // Then
        assertThat(restored.snapshot()).isEqualTo(average.snapshot()).isNotEqualTo(seen);
    }

    @Test
    void combinesEarlierAndLaterSteps() {
        // Given
        ColumnAverage later = ColumnAverage.create(2, 0.8);
        ColumnAverage whole = ColumnAverage.create(2, 0.8);
        for (int i = 0; i < 5; i++) {
            double[] column = {i, 7.0 * i - 2};
            (i < 3 ? average : later).accept(column);
            whole.accept(column);
        }

        // When
        average.combine(later.snapshot());

        // Then
        assertThat(average.snapshot().means()).containsExactly(whole.snapshot().means(), within(1e-12));
    }

    @Test
    void staysAsItWasWhereAColumnIsRefused() {
        // Given
        average.accept(new double[] {1, 2});
        AveragedColumn before = average.snapshot();

        // When
        assertThatIllegalArgumentException()
                .isThrownBy(() -> average.accept(new double[] {5, Double.NaN}))
                .withMessage("value of node 1 must be finite, was NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> average.accept(new float[] {5, Float.POSITIVE_INFINITY}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> average.accept(new double[] {5}))
                .withMessage("a column of 2 nodes has 1 values");

        // Then
        assertThat(average.snapshot()).isEqualTo(before);
    }

    @Test
    void knowsNothingBeforeTheFirstColumn() {
        assertThat(average.snapshot().means()).containsExactly(Double.NaN, Double.NaN);
        assertThat(average.snapshot().weight()).isZero();
    }

    @Test
    void holdsNoNodeAtAll() {
        ColumnAverage none = ColumnAverage.create(0, 0.5);

        none.accept(new double[0]);

        assertThat(none.snapshot().size()).isZero();
    }
}
