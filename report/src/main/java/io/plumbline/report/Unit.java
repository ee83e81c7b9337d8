package io.plumbline.report;

/** What examples count, and what people say of their loss: of a text its tokens. */
public enum Unit {
    /** Examples with a class each. */
    EXAMPLE,
    /** Characters of a text, each told from those before it: their loss is told in bits, too. */
    CHARACTER,
    /** Pieces of a text, each told from those before it: their loss is told as a perplexity, too. */
    PIECE,
    /** Characters of a text, some hidden and told from both sides: a loss that is none of a {@link #CHARACTER}. */
    MASKED_CHARACTER,
    /** Pieces of a text, some hidden and told from both sides: a loss that is none of a {@link #PIECE}. */
    MASKED_PIECE;

    private static final double BIT = Math.log(2);

    /** Returns the unit of a manifest's word, see the schema; other texts' as pieces. */
    public static Unit of(String word) {
        return switch (word) {
            case "" -> EXAMPLE;
            case "character" -> CHARACTER;
            case "masked-character" -> MASKED_CHARACTER;
            case "masked-piece" -> MASKED_PIECE;
            default -> PIECE;
        };
    }

    /** Returns the word for several, {@code examples}; hidden or not, all tokens of a text are counted. */
    public String several() {
        return switch (this) {
            case EXAMPLE -> "examples";
            case CHARACTER, MASKED_CHARACTER -> "characters";
            case PIECE, MASKED_PIECE -> "pieces";
        };
    }

    /** Returns what {@link #measure} is, {@code bits per character}; empty where the loss says all. */
    public String measureName() {
        return switch (this) {
            case EXAMPLE -> "";
            case CHARACTER -> "bits per character";
            case PIECE -> "perplexity";
            case MASKED_CHARACTER -> "bits per masked character";
            case MASKED_PIECE -> "perplexity of masked pieces";
        };
    }

    /** Returns the same for scripts, {@code bits_per_character}. */
    public String measureKey() {
        return measureName().replace(' ', '_');
    }

    /** Returns the loss as people say it: log₂ e times as many bits, or e to its power; itself of examples. */
    public double measure(double loss) {
        return switch (this) {
            case EXAMPLE -> loss;
            case CHARACTER, MASKED_CHARACTER -> loss / BIT;
            case PIECE, MASKED_PIECE -> Math.exp(loss);
        };
    }
}
