package io.plumbline.engine.data;

import io.plumbline.core.files.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A vocabulary: numbers the tokens of a text from 0, and writes the text of numbers. Immutable. */
public sealed interface Tokenizer permits Characters, Pieces {

    /** Returns what its tokens are. */
    Kind kind();

    /** Returns how many tokens there are, at least 2. */
    int size();

    /** Returns the tokens for people, in the order of their numbers: themselves, or their bytes where these are no text. */
    List<String> spellings();

    /** Returns the text of tokens; bytes that are no UTF-8 become the replacement character. */
    String decode(int[] tokens);

    /**
     * Returns what turns a text into tokens, character by character.
     *
     * @param source of the text, for sentences
     * @param into receives the tokens in their order
     */
    Encoder encoder(String source, IntConsumer into);

    /**
     * Returns the tokens of a text.
     *
     * @throws DataException if it has a character that has no number
     */
    default int[] encode(String text) {
        List<Integer> tokens = new ArrayList<>();
        Encoder encoder = encoder("the text", tokens::add);
        text.codePoints().forEach(encoder::accept);
        encoder.end();
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Takes a text character by character. Not thread safe. */
    interface Encoder {

        /**
         * Takes the next character.
         *
         * @throws DataException if it has no number
         */
        void accept(int codePoint);

        /** Hands over what waits for more of the text: there is no more. */
        void end();
    }

    /** What a token is. */
    enum Kind {
        /** A character: a code point of Unicode. */
        CHARACTERS,
        /** A sequence of bytes that is frequent in the training part, or a single byte (Sennrich, Haddow, Birch 2016). */
        PIECES;

        /** Returns the spelling in run descriptions. */
        public String spelling() {
            return Spelling.of(this);
        }
    }
}
