package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.data.Pieces.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Byte-pair pieces are learned as the definition says, the same always, and lose nothing of any text. */
class PiecesTest {

    private static final int TEXTS = 200;

    private static Pieces learned(String text, int size) {
        PieceLearner learner = new PieceLearner();
        text.codePoints().forEach(learner::accept);
        return learner.learned(size);
    }

    private static List<String> spelt(Pieces pieces, String text) {
        List<String> spelt = new ArrayList<>();
        for (int token : pieces.encode(text)) {
            spelt.add(pieces.spelling(token));
        }
        return spelt;
    }

    @Test
    void mergesTheMostFrequentPairThenTheNext() {
        // When: "ab" stands four times, then "ab" + "c" twice, as often as " " + "ab"
        Pieces pieces = learned("abc abc ab ab", 258);

        // Then
        assertThat(pieces.merges()).containsExactly(new Merge('a', 'b'), new Merge(' ', 256));
        assertThat(spelt(pieces, "ab abc")).containsExactly("ab", " ab", "c");
    }

    @Test
    void ofEquallyFrequentPairsTheLowestComesFirst() {
        // When
        Pieces pieces = learned("zy\nzy\nab\nab", 300);

        // Then
        assertThat(pieces.merges()).containsExactly(new Merge('a', 'b'), new Merge('z', 'y'));
    }

    @Test
    void learnsNoPairThatStandsOnce() {
        // When
        Pieces pieces = learned("abcdefg", 300);

        // Then
        assertThat(pieces.size()).isEqualTo(256);
    }

    @Test
    void noPieceReachesAcrossWords() {
        // When
        Pieces pieces = learned("so, so, so, so, 12 12 12  x  x", 400);

        // Then
        assertThat(spelt(pieces, "so, so 12,  x")).containsExactly("so", ",", " so", " 12", ",", " ", " x");
    }

    /** Learning by the definition: all pairs counted anew before every merge. */
    @Test
    void learnsWhatTheDefinitionLearns() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            // Given
            String text = text(random, 1 + random.nextInt(300), 4);

            // When
            Pieces pieces = learned(text, 256 + 20);

            // Then
            assertThat(pieces.merges()).as("seed %d, text '%s'", seed, text).isEqualTo(byDefinition(text, 20));
        }
    }

    private static List<Merge> byDefinition(String text, int most) {
        List<int[]> words = new ArrayList<>();
        Words cut = new Words(word -> words.add(Pieces.ofBytes(word)));
        text.codePoints().forEach(cut::accept);
        cut.end();
        List<Merge> merges = new ArrayList<>();
        while (merges.size() < most) {
            TreeMap<Merge, Integer> counts = new TreeMap<>();
            for (int[] word : words) {
                for (int k = 0; k + 1 < word.length; k++) {
                    counts.merge(new Merge(word[k], word[k + 1]), 1, Integer::sum);
                }
            }
            int highest =
                    counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            if (highest < 2) {
                break;
            }
            Merge best = counts.keySet().stream()
                    .filter(pair -> counts.get(pair) == highest)
                    .findFirst()
                    .orElseThrow();
            int piece = 256 + merges.size();
            words.replaceAll(word -> Pieces.merged(word, best, piece));
            merges.add(best);
        }
        return merges;
    }

    @Test
    void everyTextComesBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Pieces pieces = learned(text(random, 3000, 5), 400);
        for (int i = 0; i < TEXTS; i++) {
            // Given
            String text = text(random, random.nextInt(300), 40);

            // When
            String back = pieces.decode(pieces.encode(text));

            // Then
            assertThat(back).as("seed %d", seed).isEqualTo(text);
        }
    }

    /** Of letters, spaces, digits, signs, and characters of two, three and four bytes. */
    private static String text(Random random, int length, int different) {
        int[] letters = {'a', 'b', ' ', 'c', '\n', '1', ',', 0xe9, 0x2014, 0x1f600, 0xe8, 0x2013, 0x1f601, 0};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(letters[random.nextInt(Math.min(different, letters.length))]);
        }
        return text.toString();
    }

    @Test
    void aRunWithoutEndIsCutIntoWordsOfABoundedLength() {
        // Given
        String run = "é".repeat(1000);

        // When
        int[] tokens = learned("a", 256).encode(run);

        // Then
        assertThat(tokens).hasSize(2000);
        assertThat(learned(run, 300).decode(learned(run, 300).encode(run))).isEqualTo(run);
    }

    @Test
    void refusesMergesOfWhatIsNotThere() {
        assertThatThrownBy(() -> new Pieces(List.of(new Merge('a', 256))))
                .hasMessage("merge 0 must be of two of the pieces 0 to 255, was Merge[left=97, right=256]");
        assertThatThrownBy(() -> new Pieces(List.of(new Merge('a', 'b'), new Merge('a', 'b'))))
                .hasMessage("merges must be at most 65279 different ones, were 2, 1 different");
    }

    @Test
    void bytesThatAreNoCharacterAreSpeltOut() {
        assertThat(learned("", 256).spelling(0xe9)).isEqualTo("\\xe9");
        assertThat(learned("éé é", 257).spelling(256)).isEqualTo("é");
    }
}
