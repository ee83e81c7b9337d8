package io.plumbline.engine.data;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a text into words, across which no piece reaches: runs of letters, of digits, of spaces or of other signs, each with
 * the one space before it. Told by bytes: those beyond ASCII are letters, so that no version of Unicode changes where words end.
 * Not thread safe.
 */
final class Words {

    /** A longer run is several words: what is done with a word takes the square of its length. */
    static final int LONGEST = 64;

    private static final int ASCII = 0x80;
    private static final int SIX_BITS = 0x3f;

    /** What bytes a run is of. */
    private enum Run {
        LETTERS,
        DIGITS,
        SPACES,
        SIGNS
    }

    private final Consumer<String> into;
    private final byte[] word = new byte[LONGEST];
    private int length;
    private Run run = Run.SPACES;

    /** Takes who receives the words: their bytes, each as the character of its number. */
    Words(Consumer<String> into) {
        this.into = into;
    }

    /** Takes the next character: its bytes in UTF-8. */
    void accept(int codePoint) {
        if (codePoint < ASCII) {
            put(codePoint);
        } else if (codePoint < 0x800) {
            put(0xc0 | (codePoint >> 6));
            put(ASCII | (codePoint & SIX_BITS));
        } else if (codePoint < 0x10000) {
            put(0xe0 | (codePoint >> 12));
            put(ASCII | ((codePoint >> 6) & SIX_BITS));
            put(ASCII | (codePoint & SIX_BITS));
        } else {
            put(0xf0 | (codePoint >> 18));
            put(ASCII | ((codePoint >> 12) & SIX_BITS));
            put(ASCII | ((codePoint >> 6) & SIX_BITS));
            put(ASCII | (codePoint & SIX_BITS));
        }
    }

    private void put(int next) {
        Run of = run(next);
        if (length == LONGEST || (length > 0 && of != run)) {
            boolean joins = run == Run.SPACES && of != Run.SPACES && word[length - 1] == ' ';
            hand(joins ? length - 1 : length);
            length = 0;
            if (joins) {
                word[length++] = ' ';
            }
        }
        word[length++] = (byte) next;
        run = of;
    }

    private static Run run(int next) {
        if (next >= ASCII || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) {
            return Run.LETTERS;
        }
        if (next >= '0' && next <= '9') {
            return Run.DIGITS;
        }
        return next <= ' ' ? Run.SPACES : Run.SIGNS;
    }

    /** Hands the last word over. */
    void end() {
        hand(length);
        length = 0;
    }

    private void hand(int count) {
        if (count > 0) {
            into.accept(new String(word, 0, count, StandardCharsets.ISO_8859_1));
        }
    }
}
