package io.plumbline.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * Multi-head attention (Vaswani et al. 2017, equation 1): of every example and head O = softmax(QKᵀ/√d)·V, d the width of a head. Causal:
 * a token sees itself and those before. Every product is one of the library's on the columns of a head where they lie. Not thread
 * safe.
 */
final class Attention implements Block {

    /** So far below any score that its share is 0. */
    private static final float HIDDEN = -1e30f;

    private final Shape shape;
    private final boolean causal;
    private final int examples;
    private final float factor;
    private final HeadParts parts;
    /** What every token takes of every other, [examples·heads·tokens, tokens]. */
    private final Matrix shares;

    private final MatrixPart share;
    private final MatrixPart mixed;
    private final float[] row;
    private final Optional<AttentionBack> back;

    /**
     * What it works on.
     *
     * @param tokens of an example
     * @param width of a head
     */
    record Shape(int tokens, int heads, int width) {

        HeadParts parts(Matrix of) {
            return new HeadParts(of, tokens, heads, width);
        }

        /** Returns where the shares of a head of an example begin. */
        long share(int i, int head) {
            return ((long) i * heads + head) * tokens * tokens;
        }

        /** Returns where what a head of an example makes begins, [tokens][heads][width]. */
        long mixed(int i, int head) {
            return ((long) i * tokens * heads + head) * width;
        }

        /** Returns the part of shares of one head, to be moved. */
        MatrixPart sharesOf(Matrix all) {
            return all.part(tokens, tokens, tokens);
        }

        /** Returns the part of what one head makes, to be moved. */
        MatrixPart mixedOf(Matrix all) {
            return all.part(tokens, width, heads * width);
        }
    }

    /**
     * Prepares.
     *
     * @param in [tokens][3][heads][width] of every example: queries, keys, values
     * @param out [tokens][heads][width]
     */
    Attention(Place in, Place out, Shape shape, boolean causal, Use use) {
        this.shape = shape;
        this.causal = causal;
        examples = in.values().rows();
        factor = (float) (1 / Math.sqrt(shape.width()));
        parts = shape.parts(in.values());
        shares = new Matrix(examples * shape.heads() * shape.tokens(), shape.tokens());
        share = shape.sharesOf(shares);
        mixed = shape.mixedOf(out.values());
        row = new float[shape.tokens()];
        back = use.comesBack()
                ? Optional.of(new AttentionBack(in, out, shape, parts, shares, factor, use))
                : Optional.empty();
    }

    @Override
    public void forward() {
        for (int i = 0; i < examples; i++) {
            for (int h = 0; h < shape.heads(); h++) {
                share.from(shape.share(i, h)).productByTransposed(factor, parts.queries(i, h), parts.keys(i, h), 0);
            }
        }
        takeShares();
        for (int i = 0; i < examples; i++) {
            for (int h = 0; h < shape.heads(); h++) {
                mixed.from(shape.mixed(i, h)).product(1, share.from(shape.share(i, h)), parts.values(i, h), 0);
            }
        }
    }

    /** Softmax of every row; the library takes exponentials of all at once. */
    private void takeShares() {
        for (int r = 0; r < shares.rows(); r++) {
            shares.read(r, row);
            takeOffLargest(seen(r));
            shares.write(r, row);
        }
        shares.exponential();
        for (int r = 0; r < shares.rows(); r++) {
            shares.read(r, row);
            float all = FloatVectors.sumOf(row, 0, row.length);
            for (int t = 0; t < row.length; t++) {
                row[t] /= all;
            }
            shares.write(r, row);
        }
    }

    /** Returns how many tokens that of a row sees. */
    private int seen(int r) {
        return causal ? r % row.length + 1 : row.length;
    }

    private void takeOffLargest(int seen) {
        float largest = row[0];
        for (int t = 1; t < seen; t++) {
            largest = Math.max(largest, row[t]);
        }
        for (int t = 0; t < seen; t++) {
            row[t] -= largest;
        }
        Arrays.fill(row, seen, row.length, HIDDEN);
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
    }

    @Override
    public void observe() {
        back.orElseThrow().pullBack();
    }

    @Override
    public void tangent() {
        back.orElseThrow().tangent();
    }

    @Override
    public void close() {
        shares.close();
        back.ifPresent(AttentionBack::close);
    }
}
