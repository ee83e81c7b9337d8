package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read of a text's file, and what is refused. */
class TextReadingTest extends TextSets {

    /** 100 characters, 26 different ones. */
    private static final String ALPHABET =
            "abcdefghijklmnopqrstuvwxyz".repeat(4).substring(0, 100);

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
