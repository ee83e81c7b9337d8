package io.plumbline.engine.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Every character is a token.
 *
 * @param characters ascending by code point, each once, from 2 to 65,535
 */
record Characters(String characters) implements Tokenizer {

    Characters {
        int[] points = characters.codePoints().toArray();
        if (points.length < 2 || points.length > TextSettings.MOST_VOCABULARY) {
            throw new IllegalArgumentException("characters must be from 2 to " + TextSettings.MOST_VOCABULARY
                    + " different ones, were " + points.length);
        }
        for (int i = 1; i < points.length; i++) {
            if (points[i] <= points[i - 1]) {
                throw new IllegalArgumentException(
                        "characters must ascend, but " + shown(points[i]) + " follows " + shown(points[i - 1]));
            }
        }
    }

    @Override
    public Kind kind() {
        return Kind.CHARACTERS;
    }

    @Override
    public int size() {
        return characters.codePointCount(0, characters.length());
    }

    @Override
    public List<String> spellings() {
        return characters.codePoints().mapToObj(Character::toString).toList();
    }

    @Override
    public String decode(int[] tokens) {
        int[] points = characters.codePoints().toArray();
        StringBuilder text = new StringBuilder(tokens.length);
        for (int token : tokens) {
            text.appendCodePoint(points[token]);
        }
        return text.toString();
    }

    @Override
    public Encoder encoder(String source, IntConsumer into) {
        return new Numbering(source, characters.codePoints().toArray(), into);
    }

    /** Returns a character for a sentence, with its code point: many look alike, or like nothing. */
    static String shown(int codePoint) {
        return CsvCell.shown(Character.toString(codePoint)) + String.format(Locale.ROOT, " (U+%04X)", codePoint);
    }

    /** Looks every character up. */
    private static final class Numbering implements Encoder {

        private final String source;
        private final int[] known;
        private final IntConsumer into;
        private long seen;

        Numbering(String source, int[] known, IntConsumer into) {
            this.source = source;
            this.known = known;
            this.into = into;
        }

        @Override
        public void accept(int codePoint) {
            seen++;
            int token = Arrays.binarySearch(known, codePoint);
            if (token < 0) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s has the character %s as its character %,d, which the network was not trained on: expected one"
                                + " of %,d that are in the text of its training",
                        source,
                        shown(codePoint),
                        seen,
                        known.length));
            }
            into.accept(token);
        }

        @Override
        public void end() {
            // No character waits for another.
        }
    }
}
