package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Reads the real sets where they are at hand: in the folder that the variable {@code TEST_DATA} names.
 */
class RealDataTest {

    @Test
    void readsMnist() {
        // When
        DataSet set = load("mnist", "mnist");

        // Then
        assertThat(set.training().size()).isEqualTo(60_000);
        assertThat(set.test().size()).isEqualTo(10_000);
        assertThat(set.training().features()).isEqualTo(784);
        assertThat(set.training().label(0)).as("the famous first digit").isEqualTo(5);
    }

    @Test
    void readsThePartOfFashionMnist() {
        // When
        DataSet set = load("fashion-mnist", "fashion-mnist-subset");

        // Then
        assertThat(set.training().size()).isEqualTo(3615);
        assertThat(set.test().size()).isEqualTo(1770);
        assertThat(mean(set.training())).isBetween(0.28, 0.29);
    }

    @Test
    void readsThePartOfCifar10() {
        // When
        DataSet set = load("cifar10", "cifar10-exact");

        // Then
        assertThat(set.training().size()).isEqualTo(7044);
        assertThat(set.test().size()).isEqualTo(761);
        assertThat(mean(set.training())).isBetween(0.47, 0.48);
    }

    @Test
    void readsCsvFilesWithShortHeaders() {
        // When
        DataSet set = load("csv", "sklearn-toy/breast_cancer.csv");

        // Then
        assertThat(set.training().size() + set.test().size()).isEqualTo(569);
        assertThat(set.training().features()).isEqualTo(30);
        assertThat(set.training().classes()).isEqualTo(2);
    }

    @Test
    void readsTinyShakespeareByCharacters() {
        // When
        DataSet set = load("text", "tinyshakespeare/input.txt");

        // Then: 1,115,394 characters, 65 different ones
        assertThat(set.training().classes()).isEqualTo(65);
        assertThat(set.training().size()).isEqualTo(892_315 / 64);
        assertThat(set.test().size()).isEqualTo((223_079 - 1) / 64);
        assertThat(start(set)).startsWith("First Citizen:\nBefore we proceed");
    }

    @Test
    void readsWikiTextByPiecesThatLoseNothing() throws IOException {
        // Given
        TextSettings how = new TextSettings(Tokenizer.Kind.PIECES, 1024, 64, Objective.NEXT);

        // When
        DataSet set = DataSet.load(of("text", "wikitext-2/valid.txt").with(how));

        // Then
        Tokenizer pieces = set.encoding().text().orElseThrow().tokenizer();
        String test =
                Files.readString(of("text", "wikitext-2/test.txt").source().path());
        int[] tokens = pieces.encode(test);
        assertThat(pieces.size()).isEqualTo(1024);
        assertThat(pieces.decode(tokens)).isEqualTo(test);
        assertThat(test.length() / (double) tokens.length)
                .as("characters a piece")
                .isBetween(2.5, 3.5);
        assertThat(start(set)).startsWith(" \n = Homarus gammarus = \n");
    }

    private static String start(DataSet set) {
        float[] x = new float[set.training().features()];
        set.training().copyRange(0, 1, x, new int[x.length]);
        int[] tokens = new int[x.length];
        for (int t = 0; t < x.length; t++) {
            tokens[t] = (int) x[t];
        }
        return set.encoding().text().orElseThrow().tokenizer().decode(tokens);
    }

    private static double mean(Examples examples) {
        double sum = 0;
        for (int i = 0; i < examples.size(); i++) {
            for (int f = 0; f < examples.features(); f++) {
                sum += examples.value(i, f);
            }
        }
        return sum / examples.size() / examples.features();
    }

    private static DataSet load(String kind, String place) {
        return DataSet.load(of(kind, place));
    }

    private static DataSettings of(String kind, String place) {
        Optional<Path> root = Optional.ofNullable(System.getenv("TEST_DATA")).map(Path::of);
        assumeTrue(root.isPresent(), "TEST_DATA does not name a folder of data sets");
        Path path = root.get().resolve(place);
        assumeTrue(Files.exists(path), () -> path + " is not at hand");
        return DataFiles.of(kind + "=" + path);
    }
}
