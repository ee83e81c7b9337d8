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
}
