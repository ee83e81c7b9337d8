package io.plumbline.engine.data;

/**
 * How a text is read.
 *
 * @param tokenizer what a token is
 * @param vocabulary pieces to be learned, the 256 bytes among them, 256 to 65,535; characters are as many as the text has
 * @param tokens of a window T, at least 2
 * @param objective what is predicted of a window
 */
public record TextSettings(Tokenizer.Kind tokenizer, int vocabulary, int tokens, Objective objective) {

    /** Windows of 64 characters whose next one is predicted. */
    public static final TextSettings DEFAULT = new TextSettings(Tokenizer.Kind.CHARACTERS, 512, 64, Objective.NEXT);

    /** A window of fewer tokens has no context. */
    public static final int LEAST_TOKENS = 2;

    /** Windows of more would not fit anywhere. */
    public static final int MOST_TOKENS = 1 << 16;

    /** All bytes: no text has a piece that none of them begins. */
    public static final int LEAST_VOCABULARY = 1 << 8;

    /** With the mask there are as many tokens as two bytes can number. */
    public static final int MOST_VOCABULARY = (1 << 16) - 1;

    /** Checks the components. */
    public TextSettings {
        require("data.tokens", tokens, LEAST_TOKENS, MOST_TOKENS);
        require("data.vocabulary", vocabulary, LEAST_VOCABULARY, MOST_VOCABULARY);
    }

    private static void require(String name, int given, int least, int most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(
                    name + " must be a whole number from " + least + " to " + most + ", was " + given);
        }
    }
}
