package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.engine.Batch;
import io.plumbline.engine.Score;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.DataSettings;
import io.plumbline.engine.data.Examples;
import io.plumbline.engine.data.Objective;
import io.plumbline.engine.data.Source;
import io.plumbline.engine.data.TextSettings;
import io.plumbline.engine.data.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches and evaluations of texts: windows of many predictions. */
class TextRunTest {

    private static final int TOKENS = 20;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a.txt");
        Files.writeString(file, "the quick brown fox jumps over the lazy dog. ".repeat(50));
    }

    private Examples training(Objective objective) {
        TextSettings text = new TextSettings(Tokenizer.Kind.CHARACTERS, 512, TOKENS, objective);
        return DataSet.load(DataSettings.of(new Source(Source.Kind.TEXT, file)).with(text))
                .training();
    }

    @Test
    void aBatchTellsOfEveryTokenTheNext() {
        // Given
        Examples training = training(Objective.NEXT);

        // When
        Batch batch = new Batches(training, 4, 7).of(3);

        // Then
        assertThat(batch.predictions()).isEqualTo(TOKENS);
        for (int i = 0; i < 4; i++) {
            for (int t = 0; t + 1 < TOKENS; t++) {
                assertThat(batch.labels()[i * TOKENS + t]).isEqualTo((int) batch.features()[i * TOKENS + t + 1]);
            }
        }
    }

    @Test
    void masksAreDrawnByTheSeedAndTheUpdateAndThoseOfProbesStay() {
        // Given
        Examples training = training(Objective.MASKED);
        int all = training.size();

        // When: every window twice
        int[] first = new Batches(training, all, 7).of(1).labels().clone();
        int[] again = new Batches(training, all, 7).of(1).labels().clone();
        int[] later = new Batches(training, all, 7).of(2).labels().clone();
        int[] probe = Batches.probe(training, 5, 7).labels().clone();

        // Then: three of twenty tokens are told
        assertThat(again).isEqualTo(first);
        assertThat(Arrays.stream(first).filter(label -> label >= 0).count()).isEqualTo(3L * all);
        assertThat(later).isNotEqualTo(first);
        assertThat(Batches.probe(training, 5, 7).labels()).isEqualTo(probe);
    }

    @Test
    void isMeasuredInPiecesOfWholeWindows() {
        // Given: a network whose loss is the first token of a window
        Examples training = training(Objective.NEXT);
        List<Integer> pieces = new ArrayList<>();

        // When
        Score score = Scores.of(
                        (features, labels, count) -> {
                            pieces.add(count);
                            double sum = 0;
                            for (int i = 0; i < count; i++) {
                                sum += features[i * TOKENS];
                            }
                            return new Score(sum / count, 0);
                        },
                        training,
                        () -> true)
                .orElseThrow();

        // Then: 1,000 predictions are 50 windows
        double mean = 0;
        for (int i = 0; i < training.size(); i++) {
            mean += training.value(i, 0) / training.size();
        }
        assertThat(score.loss()).isCloseTo(mean, within(1e-6));
        assertThat(pieces.stream().mapToInt(Integer::intValue).sum()).isEqualTo(training.size());
        assertThat(pieces.get(0)).isEqualTo(50);
    }
}
