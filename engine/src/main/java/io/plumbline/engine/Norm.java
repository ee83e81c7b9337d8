package io.plumbline.engine;

import java.util.Locale;

/** What follows every convolution. */
public enum Norm {
    /** Nothing: convolutions have biases. */
    NONE,
    /** Batch normalisation with a scale and a shift of every channel (Ioffe, Szegedy 2015, algorithm 1), in the place of biases. */
    BATCH;

    /** Returns the spelling in run descriptions. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the one spelled so.
     *
     * @throws IllegalArgumentException if none is
     */
    public static Norm of(String spelling) {
        for (Norm norm : values()) {
            if (norm.spelling().equals(spelling)) {
                return norm;
            }
        }
        throw new IllegalArgumentException("norm '" + spelling + "' is not one of none, batch");
    }
}
