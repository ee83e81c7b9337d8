package io.plumbline.engine.data;

/**
 * Windows of a text: example i is the tokens from place i·T on, T of them. Windows do not overlap, and stand in the order of the text;
 * what is left at its end for less than a window is dropped. Where the next token is predicted, the label of a token is the one that
 * follows it, of the last one in a window the first of the next. Immutable.
 */
final class TextExamples implements Examples {

    private final Tokens tokens;
    private final int windows;
    private final int length;
    private final TextEncoding text;
    private final TokenMask mask;

    /**
     * Cuts windows.
     *
     * @param length tokens of a window T, at least 2
     * @param limit of windows; 0: all
     */
    TextExamples(Tokens tokens, int length, int limit, TextEncoding text) {
        this.tokens = tokens;
        this.length = length;
        this.text = text;
        this.mask = new TokenMask(text.mask());
        int all = windows(tokens.count(), length, text.objective());
        this.windows = limit == 0 ? all : Math.min(all, limit);
    }

    /** Returns how many windows so many tokens have, labels included. */
    private static int windows(int tokens, int length, Objective objective) {
        return objective == Objective.NEXT ? Math.max(0, tokens - 1) / length : tokens / length;
    }

    @Override
    public int size() {
        return windows;
    }

    @Override
    public Shape shape() {
        return Shape.of(length);
    }

    @Override
    public int features() {
        return length;
    }

    @Override
    public int classes() {
        return text.vocabulary();
    }

    @Override
    public int predictions() {
        return length;
    }

    /** Tokens are mapped, not held. */
    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public int label(int example) {
        int[] y = new int[length];
        copyRange(example, 1, new float[length], y);
        return y[0];
    }

    @Override
    public float value(int example, int feature) {
        float[] x = new float[length];
        copyRange(example, 1, x, new int[length]);
        return x[feature];
    }

    @Override
    public void copy(int[] rows, int from, int count, float[] x, int[] y) {
        for (int i = 0; i < count; i++) {
            copy(TokenMask.FIXED, TokenMask.FIXED, rows[from + i], x, y, i * length);
        }
    }

    @Override
    public void copyRange(int from, int count, float[] x, int[] y) {
        for (int i = 0; i < count; i++) {
            copy(TokenMask.FIXED, TokenMask.FIXED, from + i, x, y, i * length);
        }
    }

    @Override
    public void copyDrawn(long seed, long update, int[] rows, float[] x, int[] y) {
        for (int i = 0; i < rows.length; i++) {
            copy(seed, update, rows[i], x, y, i * length);
        }
    }

    private void copy(long seed, long update, int window, float[] x, int[] y, int at) {
        int first = window * length;
        for (int t = 0; t < length; t++) {
            x[at + t] = tokens.at(first + t);
        }
        switch (text.objective()) {
            case NEXT -> {
                for (int t = 0; t < length; t++) {
                    y[at + t] = tokens.at(first + t + 1);
                }
            }
            case MASKED -> mask.hide(seed, update, window, length, x, y, at);
        }
    }
}
