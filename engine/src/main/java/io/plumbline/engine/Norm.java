package io.plumbline.engine;

import io.plumbline.core.files.Spelling;

/** What follows every convolution. */
public enum Norm {
    /** Nothing: convolutions have biases. */
    NONE,
    /** Batch normalisation with a scale and a shift of every channel (Ioffe, Szegedy 2015, algorithm 1), in the place of biases. */
    BATCH;

    /** Returns the spelling in run descriptions. */
    public String spelling() {
        return Spelling.of(this);
    }

    /**
     * Returns the one spelled so.
     *
     * @throws IllegalArgumentException if none is
     */
    public static Norm of(String spelling) {
        return Spelling.constant(Norm.class, "norm", spelling);
    }
}
