package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Engines;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.Score;
import io.plumbline.engine.StepRecord;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Source;
import io.plumbline.engine.weights.TrainedNetwork;
import io.plumbline.trainer.Evaluator.EvaluatedFile;
import io.plumbline.trainer.run.RunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that was trained on a text judges that text and others, by the vocabulary that it learned. */
class TextEvaluatorTest {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    private static final int BATCH = 4;

    private static final int STEPS = 60;

    @TempDir
    private Path folder;

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Trains a little, writes the network, and says what it found itself. */
    private Score trained(Path text, String how, Path into) {
        RunDescription run = RunDescription.parse("data: {set: 'text=" + text + "', tokens: 8, " + how
                        + "}\nnetwork: {kind: transformer, depth: 1, width: 16, heads: 2}\nbatch: " + BATCH
                        + "\noptimizer: {learning-rate: 0.01}\ngate: {policy: dense}")
                .resolve(99);
        DataSet data = DataSet.load(run.data());
        NetworkSpec network =
                run.network().spec(data.training().shape(), data.training().classes());
        Batches batches = new Batches(data.training(), BATCH, 1);
        ProbeSpec probe = ProbeSpec.of(Batches.probe(data.training(), BATCH, 1));
        try (Engine engine = Engines.of(network, run.optimizer(), BATCH, probe, 1)) {
            for (int step = 1; step <= STEPS; step++) {
                engine.step(batches.of(step), StepRecord.NONE);
            }
            new TrainedNetwork(
                            network,
                            engine.weights(),
                            engine.statistics(),
                            Mask.allOpen(network.layers().nodes()),
                            data.scaling(),
                            Optional.of(data.encoding()),
                            new TrainedNetwork.Origin("r-1", STEPS, 0, data.name(), data.sha256(), run.yaml()))
                    .write(into);
            return Scores.of(engine, data.test());
        }
    }

    @Test
    void findsOnItsOwnTextWhatItsRunFound() throws IOException {
        for (String how : new String[] {
            "tokenizer: characters", "tokenizer: pieces, vocabulary: 260", "tokenizer: characters, objective: masked"
        }) {
            // Given
            Path network = folder.resolve("net.safetensors");
            Score found = trained(text("a.txt", ALPHABET.repeat(40)), how, network);

            // When
            EvaluatedFile evaluated = Evaluator.evaluate(network, Optional.empty());

            // Then
            assertThat(evaluated.test()).as(how).isEqualTo(found);
            assertThat(evaluated.unit())
                    .isEqualTo((how.contains("masked") ? "masked-" : "")
                            + (how.contains("pieces") ? "piece" : "character"));
        }
    }

    @Test
    void judgesAnotherTextByTheVocabularyOfTheFirst() throws IOException {
        // Given: what follows a letter is the same in both, but the other text has fewer letters
        Path network = folder.resolve("net.safetensors");
        trained(text("a.txt", ALPHABET.repeat(40)), "tokenizer: characters", network);
        Path alike = text("b.txt", "mnopqrst".repeat(40));
        Path backwards = text("c.txt", "tsrqponm".repeat(40));

        // When
        Score forward = judged(network, alike);
        Score back = judged(network, backwards);

        // Then: read by another numbering, both would be as bad
        assertThat(forward.loss()).isLessThan(back.loss() - 1);
        assertThat(forward.error()).isLessThan(0.5);
        assertThat(back.error()).isGreaterThan(0.5);
    }

    private static Score judged(Path network, Path text) {
        return Evaluator.evaluate(network, Optional.of(Source.parse("text=" + text)))
                .test();
    }

    @Test
    void refusesCharactersThatItDoesNotKnowAndTables() throws IOException {
        // Given
        Path network = folder.resolve("net.safetensors");
        trained(text("a.txt", ALPHABET.repeat(40)), "tokenizer: characters", network);
        Path foreign = text("b.txt", "abcdé".repeat(40));

        // When, Then
        assertThatThrownBy(() -> judged(network, foreign))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(foreign + " has the character 'é' (U+00E9) as its character 5, which");
        assertThatThrownBy(() -> Evaluator.evaluate(network, Optional.of(Source.parse("digits"))))
                .hasMessage("digits is no text, but the network was trained on one: expected text=<file>");
    }
}
