package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text is cut into contiguous parts and these into windows. */
class TextSetTest {

    /** 100 characters, 26 different ones. */
    private static final String ALPHABET =
            "abcdefghijklmnopqrstuvwxyz".repeat(4).substring(0, 100);

    @TempDir
    private Path folder;

    private DataSettings settings(String text, TextSettings how) throws IOException {
        return settings(text, how, 0, 0, 0, Part.TEST);
    }

    private DataSettings settings(
            String text, TextSettings how, int trainSize, int testSize, double validationShare, Part evaluate)
            throws IOException {
        Path file = DataFiles.plain(folder, "a.txt", text.getBytes(StandardCharsets.UTF_8));
        return new DataSettings(
                Source.parse("text=" + file),
                trainSize,
                testSize,
                0.2,
                Split.STRATIFIED,
                1,
                CsvSettings.DEFAULT,
                how,
                Scaling.Kind.AUTO,
                0,
                validationShare,
                evaluate,
                Augmentation.NONE);
    }

    private static TextSettings characters(int tokens) {
        return new TextSettings(Tokenizer.Kind.CHARACTERS, 512, tokens, Objective.NEXT);
    }

    private static TextSettings pieces(int vocabulary, int tokens) {
        return new TextSettings(Tokenizer.Kind.PIECES, vocabulary, tokens, Objective.NEXT);
    }

    /** Returns the text of every window. */
    private static List<String> windows(DataSet set, Examples examples) {
        List<String> windows = new ArrayList<>();
        float[] x = new float[examples.features()];
        for (int i = 0; i < examples.size(); i++) {
            examples.copyRange(i, 1, x, new int[examples.predictions()]);
            int[] tokens = new int[x.length];
            for (int t = 0; t < x.length; t++) {
                tokens[t] = (int) x[t];
            }
            windows.add(set.encoding().text().orElseThrow().tokenizer().decode(tokens));
        }
        return windows;
    }

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

    @Test
    void aMarkOfTheByteOrderIsNoCharacterAndGzipIsRead() throws IOException {
        // Given
        byte[] bytes = ("\uFEFF" + ALPHABET).getBytes(StandardCharsets.UTF_8);
        DataSet plain = DataSet.load(settings(ALPHABET, characters(5)));

        // When
        DataSet set = DataSet.load(new DataSettings(
                Source.parse("text=" + DataFiles.gzip(folder, "b.txt.gz", bytes)),
                0,
                0,
                0.2,
                Split.PLAIN,
                7,
                CsvSettings.DEFAULT,
                characters(5),
                Scaling.Kind.AUTO,
                0,
                0,
                Part.TEST,
                Augmentation.NONE));

        // Then
        assertThat(set.sha256()).isEqualTo(plain.sha256());
        assertThat(set.encoding()).isEqualTo(plain.encoding());
    }

    @Test
    void saysHowFarItIs() throws IOException {
        // Given
        List<Double> shares = new ArrayList<>();
        LoadListener listener = new LoadListener() {
            @Override
            public void onRead(String file, double share) {
                shares.add(share);
            }
        };

        // When
        DataSet.load(settings(ALPHABET, pieces(260, 5)), listener);

        // Then
        assertThat(shares).isSorted().hasSize(3).endsWith(1.0);
    }

    @Test
    void refusesWhatIsNoTextForWindows() throws IOException {
        assertRefused(
                "", characters(5), "has 0 characters, of which its test and validation part leave none to train on");
        assertRefused("aaaaaaaaaaaaaaa", characters(2), "has 1 different characters: expected from 2 to 65535");
        assertRefused(
                ALPHABET,
                characters(20),
                "the test part of " + folder.resolve("a.txt")
                        + " has 20 tokens, which make no window: expected at least 20 and the one that follows (data.tokens)");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe9, 'b'});
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("text=" + latin))).hasMessageContaining("is not UTF-8 text");
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("text=" + folder)))
                .hasMessage(folder + " is a folder: expected a text");
    }

    private void assertRefused(String text, TextSettings how, String sentence) throws IOException {
        DataSettings settings = settings(text, how);
        assertThatThrownBy(() -> DataSet.load(settings))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void saysAtOnceWhatATextHasNot() {
        assertThatThrownBy(() -> new DataSettings(
                        Source.parse("text=a.txt"),
                        0,
                        0,
                        0.2,
                        Split.PLAIN,
                        1,
                        CsvSettings.DEFAULT,
                        TextSettings.DEFAULT,
                        Scaling.Kind.UNIT,
                        0.1,
                        0,
                        Part.TEST,
                        new Augmentation(true, true)))
                .hasMessage("data.label-noise must be 0 for a text, which has no labels of its own, was 0.1;"
                        + " data.scaling must be auto for a text, whose tokens are not scaled, was unit;"
                        + " data.augment must not be given for a text: it varies images, was crop,flip");
        assertThatThrownBy(() -> new TextSettings(Tokenizer.Kind.PIECES, 255, 5, Objective.NEXT))
                .hasMessage("data.vocabulary must be a whole number from 256 to 65535, was 255");
        assertThatThrownBy(() -> new TextSettings(Tokenizer.Kind.PIECES, 256, 1, Objective.NEXT))
                .hasMessage("data.tokens must be a whole number from 2 to 65536, was 1");
    }

    @Test
    void theEncodingOfATextComesBackFromItsJson() {
        // Given
        Encoding characters = Encoding.of(new TextEncoding(new Characters("\n \"aé\uD83D\uDE00"), Objective.MASKED));
        Encoding pieces = Encoding.of(new TextEncoding(
                new Pieces(List.of(new Pieces.Merge('a', 'b'), new Pieces.Merge(256, 256))), Objective.NEXT));

        // Then
        assertThat(characters.json())
                .isEqualTo(
                        "{\"tokenizer\":\"characters\",\"objective\":\"masked\",\"characters\":\"\\n \\\"aé\uD83D\uDE00\","
                                + "\"merges\":[]}");
        assertThat(Encoding.parse(characters.json())).isEqualTo(characters);
        assertThat(characters.classes()).hasSize(7).endsWith("\uD83D\uDE00", "[MASK]");
        assertThat(pieces.json())
                .isEqualTo("{\"tokenizer\":\"pieces\",\"objective\":\"next\",\"characters\":\"\",\"merges\":["
                        + "{\"left\":97,\"right\":98},{\"left\":256,\"right\":256}]}");
        assertThat(Encoding.parse(pieces.json())).isEqualTo(pieces);
        assertThat(pieces.classes()).hasSize(258).endsWith("ab", "abab");
        for (String text : new String[] {
            "{\"tokenizer\":\"words\",\"objective\":\"next\",\"characters\":\"ab\",\"merges\":[]}",
            "{\"tokenizer\":\"characters\",\"objective\":\"next\",\"characters\":\"ba\",\"merges\":[]}",
            "{\"tokenizer\":\"characters\",\"characters\":\"ab\",\"merges\":[]}",
            "{\"tokenizer\":\"pieces\",\"objective\":\"next\",\"characters\":\"\",\"merges\":[{\"left\":97,\"right\":256}]}"
        }) {
            assertThatThrownBy(() -> Encoding.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("its encoding of the data is malformed");
        }
        assertThat(new Encoding(List.of(), List.of(), List.of("a", "b")).text()).isEqualTo(Optional.empty());
        assertThat(new Encoding(List.of(), List.of(), List.of("a", "b")).json())
                .as("as it was before there were texts")
                .isEqualTo("{\"columns\":[],\"means\":[],\"classes\":[\"a\",\"b\"]}");
    }
}
