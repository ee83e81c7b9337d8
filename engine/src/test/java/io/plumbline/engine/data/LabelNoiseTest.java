package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LabelNoiseTest {

    private static final int ROWS = 5000;
    private static final Table CLEAN = new Table(new float[ROWS], new int[ROWS], 1, 5);

    @Test
    void replacesTheShareByClassesDrawnFromAllAlike() {
        // When
        Table noisy = LabelNoise.on(CLEAN, 0.5, 7);

        // Then
        for (int c = 1; c < 5; c++) {
            assertThat(count(noisy, c)).isBetween(440L, 560L);
        }
        assertThat(count(noisy, 0)).isBetween(2900L, 3100L);
    }

    @Test
    void wholeNoiseLeavesNothingToLearn() {
        // When
        Table noisy = LabelNoise.on(CLEAN, 1, 7);

        // Then
        assertThat(count(noisy, 0)).isBetween(880L, 1120L);
    }

    @Test
    void theSameSeedMakesTheSameNoiseAndTheTableStaysAsItWas() {
        // When
        Table noisy = LabelNoise.on(CLEAN, 0.3, 7);

        // Then
        assertThat(LabelNoise.on(CLEAN, 0.3, 7).labels()).isEqualTo(noisy.labels());
        assertThat(LabelNoise.on(CLEAN, 0.3, 8).labels()).isNotEqualTo(noisy.labels());
        assertThat(LabelNoise.on(CLEAN, 0, 7)).isSameAs(CLEAN);
        assertThat(CLEAN.labels()).containsOnly(0);
    }

    private static long count(Table table, int label) {
        return Arrays.stream(table.labels()).filter(given -> given == label).count();
    }
}
