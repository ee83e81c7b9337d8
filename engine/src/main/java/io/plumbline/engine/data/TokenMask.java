package io.plumbline.engine.data;

import io.plumbline.core.random.Draws;

/**
 * Hides tokens of a window that are to be predicted (Devlin et al. 2019, section 3.1): 15 % of the positions, rounded, and one at least,
 * drawn from all alike. Of these 80 % become the mask, 10 % a token drawn from all others alike, and 10 % stay.
 *
 * @param mask number of the token that hides; what is drawn is below
 */
record TokenMask(int mask) {

    /** The label of what is not predicted. */
    static final int NONE = -1;

    private static final double SHARE = 0.15;
    private static final double MASKED = 0.8;
    private static final double REPLACED = 0.9;

    /** Keeps these draws apart from others of the same seed. */
    private static final long STREAM = 0x6D61736B6564L;

    private static final long EXAMPLE_STRIDE = 0xA24BAED4963EE407L;

    /** Seed and update of what is measured on, the same whenever it is. */
    static final long FIXED = 0;

    /** Returns how many of so many tokens are to be predicted. */
    static int chosen(int tokens) {
        return (int) Math.max(1, Math.round(SHARE * tokens));
    }

    /**
     * Hides tokens where they lie, and writes their numbers into the labels.
     *
     * @param seed of the run
     * @param update of the weights
     * @param example its number
     * @param tokens of the window
     * @param x holds the tokens from place {@code at} on
     * @param y receives the labels from place {@code at} on
     */
    void hide(long seed, long update, int example, int tokens, float[] x, int[] y, int at) {
        Draws draws = Draws.of(seed ^ STREAM ^ example * EXAMPLE_STRIDE, update);
        int wanted = chosen(tokens);
        for (int t = 0; t < tokens; t++) {
            // Every choice of as many positions is equally likely (Knuth, The Art of Computer Programming 2, 3.4.2,
            // algorithm S).
            boolean isChosen = draws.nextDouble() * (tokens - t) < wanted;
            y[at + t] = isChosen ? (int) x[at + t] : NONE;
            if (isChosen) {
                wanted--;
                x[at + t] = shown(x[at + t], draws);
            }
        }
    }

    private float shown(float token, Draws draws) {
        double draw = draws.nextDouble();
        if (draw < MASKED) {
            return mask;
        }
        return draw < REPLACED ? (int) (draws.nextDouble() * mask) : token;
    }
}
