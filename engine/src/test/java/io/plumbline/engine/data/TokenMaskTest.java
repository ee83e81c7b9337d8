package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens are hidden in the shares of Devlin et al. 2019, drawn by seed, update and example alone. */
class TokenMaskTest {

    private static final int WINDOWS = 1000;
    private static final int TOKENS = 40;
    /** 20 letters. */
    private static final int MASK = 20;

    @TempDir
    private Path folder;

    private Examples examples() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WINDOWS * TOKENS * 5 / 4; i++) {
            text.append((char) ('a' + (i * 7 + i / 20) % 20));
        }
        Path file = DataFiles.plain(folder, "a.txt", text.toString().getBytes(StandardCharsets.UTF_8));
        return DataSet.load(new DataSettings(
                        Source.parse("text=" + file),
                        0,
                        0,
                        0.2,
                        Split.PLAIN,
                        1,
                        CsvSettings.DEFAULT,
                        new TextSettings(Tokenizer.Kind.CHARACTERS, 512, TOKENS, Objective.MASKED),
                        Scaling.Kind.AUTO,
                        0,
                        0,
                        Part.TEST,
                        Augmentation.NONE))
                .training();
    }

    private static int token(int place) {
        return (place * 7 + place / 20) % 20;
    }

    @Test
    void hides15PercentOfWhich80AreMaskedAnd10Replaced() throws IOException {
        // Given
        Examples examples = examples();
        int[] rows = new int[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            rows[i] = i;
        }
        float[] x = new float[WINDOWS * TOKENS];
        int[] y = new int[WINDOWS * TOKENS];

        // When
        examples.copyDrawn(11, 3, rows, x, y);

        // Then: six of 40 in every window
        double chosen = 0;
        double masked = 0;
        double other = 0;
        int[] byPosition = new int[TOKENS];
        for (int k = 0; k < y.length; k++) {
            if (y[k] < 0) {
                assertThat(x[k]).isEqualTo(token(k));
                assertThat(y[k]).isEqualTo(-1);
            } else {
                assertThat(y[k]).isEqualTo(token(k));
                chosen++;
                byPosition[k % TOKENS]++;
                masked += x[k] == MASK ? 1 : 0;
                other += x[k] != MASK && x[k] != token(k) ? 1 : 0;
            }
        }
        assertThat(examples.classes()).as("20 letters and the mask").isEqualTo(MASK + 1);
        assertThat(chosen).isEqualTo(6 * WINDOWS);
        assertThat(masked / chosen).isCloseTo(0.8, within(0.02));
        assertThat(other / chosen)
                .as("one of 20 that are drawn is the token itself")
                .isCloseTo(0.095, within(0.015));
        for (int t = 0; t < TOKENS; t++) {
            assertThat(byPosition[t]).as("position %d", t).isBetween(100, 200);
        }
    }

    @Test
    void drawsBySeedUpdateAndExampleAlone() throws IOException {
        // Given
        Examples examples = examples();

        // Then: whatever else is in the batch
        assertThat(drawn(examples, 5, 7, 3)).isEqualTo(drawn(examples, 5, 7, 3, 4));
        assertThat(drawn(examples, 5, 7, 3)).isNotEqualTo(drawn(examples, 5, 8, 3));
        assertThat(drawn(examples, 5, 7, 3)).isNotEqualTo(drawn(examples, 6, 7, 3));
        assertThat(labels(examples, 5, 7, 3)).isNotEqualTo(labels(examples, 5, 7, 4));
    }

    private static float[] drawn(Examples examples, long seed, long update, int... rows) {
        float[] x = new float[rows.length * TOKENS];
        examples.copyDrawn(seed, update, rows, x, new int[x.length]);
        return Arrays.copyOf(x, TOKENS);
    }

    /** Returns which positions are predicted. */
    private static String labels(Examples examples, long seed, long update, int row) {
        int[] y = new int[TOKENS];
        examples.copyDrawn(seed, update, new int[] {row}, new float[TOKENS], y);
        StringBuilder chosen = new StringBuilder();
        for (int label : y) {
            chosen.append(label < 0 ? '.' : 'x');
        }
        return chosen.toString();
    }

    @Test
    void whatIsMeasuredOnIsAlwaysTheSame() throws IOException {
        // Given
        Examples examples = examples();
        float[] one = new float[2 * TOKENS];
        int[] labels = new int[2 * TOKENS];
        float[] other = new float[TOKENS];
        int[] otherLabels = new int[TOKENS];

        // When
        examples.copyRange(8, 2, one, labels);
        examples.copy(new int[] {5, 9}, 1, 1, other, otherLabels);

        // Then
        assertThat(other).isEqualTo(Arrays.copyOfRange(one, TOKENS, 2 * TOKENS));
        assertThat(otherLabels).isEqualTo(Arrays.copyOfRange(labels, TOKENS, 2 * TOKENS));
    }

    @Test
    void predictsOneTokenAtLeast() {
        assertThat(TokenMask.chosen(2)).isEqualTo(1);
        assertThat(TokenMask.chosen(3)).isEqualTo(1);
        assertThat(TokenMask.chosen(64)).isEqualTo(10);
        assertThat(TokenMask.chosen(512)).isEqualTo(77);
    }
}
