package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What {@link TextRunTest} leaves open: that masks are drawn anew whatever the order of windows, and how long pieces are. */
class TextBatchesTest {

    private static final int TOKENS = 8;

    @TempDir
    private Path folder;

    private Examples examples(Objective objective) throws IOException {
        return DataSet.load(TextFiles.of(folder, 1000, TOKENS, objective)).training();
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
