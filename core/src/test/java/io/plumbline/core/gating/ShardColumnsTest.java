package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ShardColumnsTest {

    @Test
    void isSoundWithFiniteNumbersAndSquaresFromZero() {
        // Given
        ShardColumns columns = new ShardColumns();
        columns.gamma()[0] = -3;
        columns.tau()[1] = Float.MAX_VALUE;
        columns.energy()[2] = Float.MIN_VALUE;

        // Then
        assertThat(columns.valid(4, true)).isTrue();
    }

    @Test
    void isUnsoundWithOneValueThatIsNotFinite() {
        List<Function<ShardColumns, float[]>> all = List.of(
                ShardColumns::gamma,
                ShardColumns::tau,
                ShardColumns::weightNorm,
                ShardColumns::energy,
                ShardColumns::curvature,
                ShardColumns::gateCurvature);
        for (Function<ShardColumns, float[]> column : all) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                // Given
                ShardColumns columns = measured();
                column.apply(columns)[3] = bad;

                // Then
                assertThat(columns.valid(4, true)).isFalse();
                assertThat(columns.valid(3, true)).isTrue();
            }
        }
    }

    @Test
    void isSoundWithoutTheGateCurvatureAndUnsoundWithAPartOfIt() {
        // Given
        ShardColumns none = new ShardColumns();
        ShardColumns part = measured();
        part.gateCurvature()[1] = Float.NaN;
        ShardColumns below = measured();
        below.gateCurvature()[2] = -1e-20f;

        // Then
        assertThat(none.valid(4, true)).isTrue();
        assertThat(part.valid(4, true)).isFalse();
        assertThat(below.valid(4, true)).isFalse();
        assertThat(below.valid(4, false)).isTrue();
    }

    private static ShardColumns measured() {
        ShardColumns columns = new ShardColumns();
        Arrays.fill(columns.gateCurvature(), 0.5f);
        return columns;
    }

    @Test
    void isUnsoundWithASquareBelowZero() {
        // Given
        ShardColumns columns = new ShardColumns();
        columns.curvature()[0] = -1e-20f;

        // Then
        assertThat(columns.valid(1, true)).isFalse();
        assertThat(columns.valid(1, false)).isTrue();
    }
}
