package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A text is cut into contiguous parts and these into windows. */
class TextSetTest extends TextSets {

    /** 100 characters, 26 different ones. */
    private static final String ALPHABET =
            "abcdefghijklmnopqrstuvwxyz".repeat(4).substring(0, 100);

    @Test
    void windowsFollowOneAnotherAndTheLabelIsTheNextCharacter() throws IOException {
        // When
        DataSet set = DataSet.load(settings(ALPHABET, characters(7)));

        // Then: 80 characters to train on, of which 77 are in windows, and one more is the last label
        Examples training = set.training();
        assertThat(windows(set, training)).hasSize(11).startsWith("abcdefg", "hijklmn");
        assertThat(String.join("", windows(set, training))).isEqualTo(ALPHABET.substring(0, 77));
        assertThat(training.shape()).isEqualTo(Shape.of(7));
        assertThat(training.predictions()).isEqualTo(7);
        assertThat(training.classes()).isEqualTo(26);
        assertThat(training.predicted()).isEqualTo(77);
        float[] x = new float[14];
        int[] y = new int[14];
        training.copy(new int[] {3, 0}, 0, 2, x, y);
        assertThat(x).startsWith(21, 22, 23, 24, 25, 0, 1).endsWith(0, 1, 2, 3, 4, 5, 6);
        assertThat(y).startsWith(22, 23, 24, 25, 0, 1, 2).endsWith(1, 2, 3, 4, 5, 6, 7);
        assertThat(training.label(3)).isEqualTo(22);
        assertThat(training.value(3, 6)).isEqualTo(1);
        assertThat(training.isText()).isTrue();
        assertThat(training.bytes()).as("nothing is on the heap").isZero();
    }

    @Test
    void partsAreContiguousAndDisjoint() throws IOException {
        // Given: every character stands once, so that it tells its place
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            all.appendCodePoint(0x4e00 + i);
        }

        // When
        DataSet test = DataSet.load(settings(all.toString(), characters(10), 0, 0, 0.25, Part.TEST));
        DataSet validation = DataSet.load(settings(all.toString(), characters(10), 0, 0, 0.25, Part.VALIDATION));

        // Then: 600 to train on, 200 for validation, 200 for the test; a window's last label is not of another part
        assertThat(String.join("", windows(test, test.training()))).isEqualTo(all.substring(0, 590));
        assertThat(windows(validation, validation.training())).isEqualTo(windows(test, test.training()));
        assertThat(String.join("", windows(validation, validation.test()))).isEqualTo(all.substring(600, 790));
        assertThat(String.join("", windows(test, test.test()))).isEqualTo(all.substring(800, 990));
        assertThat(test.sha256()).isEqualTo(validation.sha256());
    }

    @Test
    void sizesCountWindows() throws IOException {
        // When
        DataSet set = DataSet.load(settings(ALPHABET, characters(5), 3, 2, 0, Part.TEST));

        // Then
        assertThat(windows(set, set.training())).containsExactly("abcde", "fghij", "klmno");
        assertThat(set.test().size()).isEqualTo(2);
    }

    @Test
    void theDigestIsThatOfTheTrainingPartInUtf8() throws IOException, NoSuchAlgorithmException {
        // Given: of 10,000 characters, of two bytes and of four, the first 8,000 are trained on
        String text = "é\uD83D\uDE00".repeat(5000);

        // When
        DataSet set = DataSet.load(settings(text, characters(5), 7, 2, 0, Part.TEST));

        // Then
        byte[] training = "é\uD83D\uDE00".repeat(4000).getBytes(StandardCharsets.UTF_8);
        assertThat(set.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(training)));
    }

    @Test
    void piecesAreLearnedFromTheTrainingPartAlone() throws IOException {
        // Given: what is frequent in the test part does not stand in the training part
        String training = "abab cdcd ".repeat(40);
        String test = "xyxyxyxyxy".repeat(10);

        // When
        DataSet set = DataSet.load(settings(training + test, pieces(300, 4)));

        // Then
        List<String> vocabulary = set.encoding().classes();
        assertThat(vocabulary.subList(256, vocabulary.size()))
                .contains("abab", " cdcd")
                .noneMatch(piece -> piece.contains("x"));
        assertThat(set.training().classes()).isEqualTo(vocabulary.size());
        assertThat(windows(set, set.test())).startsWith("xyxy");
    }

    @Test
    void moreThan256TokensTakeTwoBytes() throws IOException {
        // Given
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            all.appendCodePoint(0x20000 + i);
        }

        // When
        DataSet set = DataSet.load(settings(all.toString(), characters(100)));

        // Then
        assertThat(String.join("", windows(set, set.training())))
                .isEqualTo(all.substring(0, all.offsetByCodePoints(0, 31_900)));
        assertThat(set.training().value(318, 99)).isEqualTo(31_899);
        assertThat(set.test().value(78, 99)).as("no token is below 0").isEqualTo(39_899);
    }

    @Test
    void anotherTextIsReadAlike() throws IOException {
        // Given
        DataSet learned = DataSet.load(settings(ALPHABET, characters(5)));
        DataSettings other = settings("zyx".repeat(20), characters(5));

        // When
        DataSet judged = DataSet.load(other, Encoding.parse(learned.encoding().json()), learned.scaling());

        // Then
        assertThat(judged.encoding()).isEqualTo(learned.encoding());
        assertThat(judged.training().value(0, 0)).isEqualTo(25);
        assertThat(judged.training().classes()).isEqualTo(26);
    }

    @Test
    void refusesACharacterThatTheNetworkDoesNotKnow() throws IOException {
        // Given
        DataSet learned = DataSet.load(settings(ALPHABET, characters(5)));
        DataSettings other = settings("ab é ".repeat(20), characters(5));

        // When, Then
        assertThatThrownBy(() -> DataSet.load(other, learned.encoding(), learned.scaling()))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        other.source().path() + " has the character ' ' (U+0020) as its character 3, which the network"
                                + " was not trained on: expected one of 26 that are in the text of its training");
    }

    @Test
    void piecesKnowEveryCharacter() throws IOException {
        // Given
        DataSet learned = DataSet.load(settings(ALPHABET, pieces(258, 5)));
        String foreign = "日本\uD83D\uDE00\u0000".repeat(20);

        // When
        DataSet judged = DataSet.load(settings(foreign, pieces(258, 5)), learned.encoding(), learned.scaling());

        // Then
        assertThat(judged.training().classes()).isEqualTo(learned.training().classes());
        assertThat(judged.encoding()
                        .text()
                        .orElseThrow()
                        .tokenizer()
                        .decode(learned.encoding()
                                .text()
                                .orElseThrow()
                                .tokenizer()
                                .encode(foreign)))
                .isEqualTo(foreign);
    }

    @Test
    void textsAndOtherSetsAreNotMistakenForEachOther() throws IOException {
        // Given
        DataSet text = DataSet.load(settings(ALPHABET, characters(5)));
        DataSet digits = DataSet.load(DataFiles.of("digits"));
        DataSettings again = settings(ALPHABET, characters(5));

        // When, Then
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("digits"), text.encoding(), text.scaling()))
                .hasMessage("digits is no text, but the network was trained on one: expected text=<file>");
        assertThatThrownBy(() -> DataSet.load(again, digits.encoding(), digits.scaling()))
                .hasMessage(again.source()
                        + " is a text, but the network was not trained on one: expected examples with 10" + " classes");
        assertThatThrownBy(() -> DataSet.load(again, digits.scaling()))
                .hasMessage(
                        again.source() + " is a text of windows of 5 tokens, but the network was trained on 64 scaled"
                                + " features: expected such data");
    }
}
