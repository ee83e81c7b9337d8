package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScalingTest {

    @Test
    void aSmallScaleIsNoConstant() {
        // Given
        Table tiny = new Table(new float[] {1e-30f, -3e-14f, 3e-30f, 2e-14f}, new int[] {0, 1}, 2, 2);

        // When, Then
        assertThat(Scaling.standard(tiny).factor()).doesNotContain(0f);
        assertThat(Scaling.toUnit(tiny).factor()).doesNotContain(0f);
    }

    @Test
    void aConstantStaysOneHoweverLarge() {
        for (float constant : new float[] {0, 1, -0.1f, 1e-30f, 3e30f}) {
            // Given
            float[] values = new float[777];
            Arrays.fill(values, constant);
            Table table = new Table(values, new int[777], 1, 2);

            // When, Then
            assertThat(Scaling.standard(table).factor()).as("%s", constant).containsExactly(0);
            assertThat(Scaling.toUnit(table).factor()).containsExactly(0);
        }
    }

    @Test
    void refusesWhatNoFactorCanScale() {
        for (float[] values : new float[][] {{Float.MIN_VALUE, 0}, {3e38f, -3e38f}}) {
            Table table = new Table(values, new int[] {0, 1}, 1, 2);

            assertThatThrownBy(() -> Scaling.standard(table))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("feature 1 varies by ");
        }
    }

    @Test
    void everyPlaneIsScaledOverAllItsPixels() {
        // Given: two images of two planes of 1×2
        Table table = new Table(
                new float[] {0, 2, 10, 10, 4, 6, 30, 30}, new int[2], Shape.of(2, 1, 2), Encoding.ofNumbers(2));

        // When
        Scaling scaling = Scaling.standardOfPlanes(table);

        // Then
        float deviation = (float) (1 / Math.sqrt(5));
        assertThat(scaling.offset()).containsExactly(3, 3, 20, 20);
        assertThat(scaling.factor()).containsExactly(deviation, deviation, 0.1f, 0.1f);
    }

    @Test
    void aTableHasNoPlanes() {
        assertThatThrownBy(() -> Scaling.standardOfPlanes(new Table(new float[4], new int[2], 2, 2)))
                .isInstanceOf(DataException.class)
                .hasMessage("data.scaling channel scales images, [height, width] or [channels, height, width], and an"
                        + " example is [2]");
    }

    /** The same bits as if every pixel had been scaled beforehand. */
    @Test
    void pixelsAreScaledWhereTheyAreCopied() {
        // Given
        byte[][] images = {{9, 0, 100, -1}, {9, 7, -128, 50}, {9, 1, 2, 3}};
        float[] pixels = {0, 100, 255, 7, 128, 50, 1, 2, 3};
        int[] labels = {0, 1, 0};
        Table bytes = new Table(new Numbers.Bytes(images, 1), labels, Shape.of(1, 3), 2);
        Table floats = new Table(pixels, labels, Shape.of(1, 3), Encoding.ofNumbers(2));
        Scaling scaling = Scaling.standard(floats);

        // When
        assertThat(bytes.sha256()).isEqualTo(floats.sha256());
        assertThat(Scaling.standard(bytes).factor()).isEqualTo(scaling.factor());
        Examples expected = scaling.apply(floats);
        Examples found = scaling.apply(bytes.rows(new int[] {0, 1, 2}));

        // Then
        assertThat(copied(found)).isEqualTo(copied(expected));
        assertThat(found.value(1, 1)).isEqualTo(expected.value(1, 1));
        assertThat(found.sumOfSquares(2)).isEqualTo(expected.sumOfSquares(2));
        assertThat(found.bytes()).isEqualTo(9 + 12);
        assertThat(expected.bytes()).isEqualTo(36 + 12);
    }

    private static float[] copied(Examples examples) {
        float[] x = new float[12];
        examples.copy(new int[] {2, 0}, 0, 2, x, new int[2]);
        float[] range = new float[6];
        examples.copyRange(1, 2, range, new int[2]);
        System.arraycopy(range, 0, x, 6, 6);
        return x;
    }
}
