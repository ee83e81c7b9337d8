package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.engine.Batch;
import io.plumbline.engine.Frozen;
import io.plumbline.engine.Score;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Examples;
import io.plumbline.engine.data.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches of windows have a label for every token, and whole parts are measured window by window. */
class TextBatchesTest {

    private static final int TOKENS = 8;
    private static final int SIZE = 5;

    @TempDir
    private Path folder;

    private Examples examples(Objective objective) throws IOException {
        return DataSet.load(TextFiles.of(folder, 1000, TOKENS, objective)).training();
    }

    @Test
    void everyTokenIsFollowedByItsLabel() throws IOException {
        // Given
        Batches batches = new Batches(examples(Objective.NEXT), SIZE, 7);

        // When
        Batch batch = batches.of(3);

        // Then
        assertThat(batch.predictions()).isEqualTo(TOKENS);
        for (int k = 0; k < SIZE * TOKENS; k++) {
            assertThat(batch.labels()[k]).isEqualTo(((int) batch.features()[k] + 1) % 26);
        }
    }

    @Test
    void anUpdateSeesTheSameWhoeverAsksAndWhenever() throws IOException {
        // Given
        Batches run = new Batches(examples(Objective.MASKED), SIZE, 7);
        Batches resumed = new Batches(examples(Objective.MASKED), SIZE, 7);
        run.of(1);
        run.of(2);
        float[] features = run.of(3).features().clone();
        int[] labels = run.of(3).labels().clone();

        // When
        Batch again = resumed.of(3);

        // Then
        assertThat(again.features()).isEqualTo(features);
        assertThat(again.labels()).isEqualTo(labels);
    }

    @Test
    void whatIsHiddenIsDrawnAnewInEveryEpoch() throws IOException {
        // Given: one batch is an epoch, so that every batch holds every window
        Examples all = examples(Objective.MASKED);
        Batches batches = new Batches(all, all.size(), 7);

        // When
        int first = hidden(batches.of(1));
        int second = hidden(batches.of(2));

        // Then: one of eight tokens, elsewhere in most windows
        assertThat(count(batches.of(1))).isEqualTo(all.size());
        assertThat(count(batches.of(2))).isEqualTo(all.size());
        assertThat(first).isNotEqualTo(second);
    }

    private static int count(Batch batch) {
        int count = 0;
        for (int label : batch.labels()) {
            count += label >= 0 ? 1 : 0;
        }
        return count;
    }

    /** Returns the sum over positions of what is predicted there, whichever window it is. */
    private static int hidden(Batch batch) {
        int sum = 0;
        for (int k = 0; k < batch.labels().length; k++) {
            sum += batch.labels()[k] >= 0 ? (k % TOKENS) * (1 + batch.labels()[k]) : 0;
        }
        return sum;
    }

    @Test
    void probesAreTheSameWheneverTheyAreDrawn() throws IOException {
        // Given
        Examples all = examples(Objective.MASKED);

        // When
        Batch probe = Batches.probe(all, SIZE, 7);

        // Then
        assertThat(probe.predictions()).isEqualTo(TOKENS);
        assertThat(Batches.probe(all, SIZE, 7).features()).isEqualTo(probe.features());
        assertThat(Batches.probe(all, SIZE, 7).labels()).isEqualTo(probe.labels());
        assertThat(count(probe)).isEqualTo(SIZE);
    }

    @Test
    void everyWindowOfAPartIsMeasuredOnce() throws IOException {
        // Given: a network that is wrong about the token a, and loses as much as tokens say
        Examples all = examples(Objective.NEXT);
        List<Integer> pieces = new ArrayList<>();
        Frozen network = (features, labels, count) -> {
            pieces.add(count);
            double loss = 0;
            double wrong = 0;
            for (int k = 0; k < count * TOKENS; k++) {
                loss += features[k];
                wrong += labels[k] == 0 ? 1 : 0;
            }
            return new Score(loss / count / TOKENS, wrong / count / TOKENS);
        };

        // When
        Score score = Scores.of(network, all, () -> true).orElseThrow();

        // Then: 99 windows of 8 of 26 letters, again and again
        double loss = 0;
        double wrong = 0;
        for (int k = 0; k < 99 * TOKENS; k++) {
            loss += k % 26;
            wrong += k % 26 == 25 ? 1 : 0;
        }
        assertThat(pieces).containsExactly(99);
        assertThat(score.loss()).isCloseTo(loss / 99 / TOKENS, within(1e-9));
        assertThat(score.error()).isCloseTo(wrong / 99 / TOKENS, within(1e-9));
    }

    @Test
    void piecesAreOfAThousandPredictionsOrSixteenWindows() throws IOException {
        // Given
        List<Integer> pieces = new ArrayList<>();
        Frozen network = (features, labels, count) -> {
            pieces.add(count);
            return new Score(0, 0);
        };
        Examples all =
                DataSet.load(TextFiles.of(folder, 5000, 100, Objective.NEXT)).training();

        // When
        Scores.of(network, all, () -> true);

        // Then
        assertThat(pieces).containsExactly(16, 16, 7);
    }
}
