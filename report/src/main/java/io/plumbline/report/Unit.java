package io.plumbline.report;

/** What examples count, and what people say of their loss: of a text its tokens. */
public enum Unit {
    /** Examples with a class each. */
    EXAMPLE,
    /** Characters of a text: their loss is told in bits, too. */
    CHARACTER,
    /** Pieces of a text: their loss is told as a perplexity, too. */
    PIECE;

    private static final double BIT = Math.log(2);

    /** Returns the unit of a manifest's word, see the schema; other texts' as pieces. */
    public static Unit of(String word) {
        return switch (word) {
            case "" -> EXAMPLE;
            case "character" -> CHARACTER;
            default -> PIECE;
        };
    }

    /** Returns the word for several, {@code examples}. */
    public String several() {
        return switch (this) {
            case EXAMPLE -> "examples";
            case CHARACTER -> "characters";
            case PIECE -> "pieces";
        };
    }

    /** Returns what {@link #measure} is, {@code bits per character}; empty where the loss says all. */
    public String measureName() {
        return switch (this) {
            case EXAMPLE -> "";
            case CHARACTER -> "bits per character";
            case PIECE -> "perplexity";
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
            case CHARACTER -> loss / BIT;
            case PIECE -> Math.exp(loss);
        };
    }
}
