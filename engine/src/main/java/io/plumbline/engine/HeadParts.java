package io.plumbline.engine;

/** Queries, keys and values of a head of an example in a matrix where they lie: [tokens][3][heads][width] of every example. */
final class HeadParts {

    private final MatrixPart queries;
    private final MatrixPart keys;
    private final MatrixPart values;
    private final int tokens;
    private final int heads;
    private final int width;

    HeadParts(Matrix of, int tokens, int heads, int width) {
        this.tokens = tokens;
        this.heads = heads;
        this.width = width;
        int stride = 3 * heads * width;
        queries = of.part(tokens, width, stride);
        keys = of.part(tokens, width, stride);
        values = of.part(tokens, width, stride);
    }

    private long begin(int i, int head, int which) {
        return ((long) i * tokens * 3 + which) * heads * width + (long) head * width;
    }

    /** Returns Q, [tokens, width]: valid until the next call. */
    MatrixPart queries(int i, int head) {
        return queries.from(begin(i, head, 0));
    }

    /** Returns K, [tokens, width]: valid until the next call. */
    MatrixPart keys(int i, int head) {
        return keys.from(begin(i, head, 1));
    }

    /** Returns V, [tokens, width]: valid until the next call. */
    MatrixPart values(int i, int head) {
        return values.from(begin(i, head, 2));
    }
}
