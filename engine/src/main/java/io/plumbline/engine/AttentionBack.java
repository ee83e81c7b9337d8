package io.plumbline.engine;

import java.util.Optional;

/**
 * The way back through attention, and changes along a direction. With P the shares and δ the derivatives by what a head made: those by P
 * are δVᵀ, by V Pᵀδ; by the scores S those by P less their mean under a row of P, times P; by Q and K those by S times K and Q, over √d.
 * Not thread safe.
 */
final class AttentionBack implements AutoCloseable {

    private final Place in;
    private final Place out;
    private final Attention.Shape shape;
    private final HeadParts parts;
    private final Matrix shares;
    private final float factor;
    private final int examples;
    private final MatrixPart share;
    /** By shares, then by scores. */
    private final Matrix change;

    private final MatrixPart changed;
    private final Matrix passed;
    private final MatrixPart delta;
    private final Matrix came;
    private final HeadParts cameParts;
    private final Optional<HeadParts> tangents;
    private final Optional<MatrixPart> behind;
    private final float[] row;
    private final float[] rowOfChange;

    AttentionBack(Place in, Place out, Attention.Shape shape, HeadParts parts, Matrix shares, float factor, Use use) {
        this.in = in;
        this.out = out;
        this.shape = shape;
        this.parts = parts;
        this.shares = shares;
        this.factor = factor;
        examples = in.values().rows();
        share = shape.sharesOf(shares);
        change = new Matrix(shares.rows(), shares.columns());
        changed = shape.sharesOf(change);
        passed = new Matrix(examples, out.values().columns());
        delta = shape.mixedOf(passed);
        came = new Matrix(examples, in.values().columns());
        cameParts = shape.parts(came);
        boolean probes = use == Use.PROBE;
        tangents = probes ? Optional.of(shape.parts(in.tangent().matrix())) : Optional.empty();
        behind = probes ? Optional.of(shape.mixedOf(out.tangent().matrix())) : Optional.empty();
        row = new float[shape.tokens()];
        rowOfChange = new float[shape.tokens()];
    }

    void pullBack() {
        passed.write(out.signal());
        for (int i = 0; i < examples; i++) {
            for (int h = 0; h < shape.heads(); h++) {
                delta.from(shape.mixed(i, h));
                changed.from(shape.share(i, h)).productByTransposed(1, delta, parts.values(i, h), 0);
                cameParts.values(i, h).productOfTransposed(1, share.from(shape.share(i, h)), delta);
            }
        }
        throughSoftmax();
        for (int i = 0; i < examples; i++) {
            for (int h = 0; h < shape.heads(); h++) {
                changed.from(shape.share(i, h));
                cameParts.queries(i, h).product(factor, changed, parts.keys(i, h), 0);
                cameParts.keys(i, h).productOfTransposed(factor, changed, parts.queries(i, h));
            }
        }
        came.read(in.signal());
    }

    /** Of every row p of shares and x of the change: x ← p∘(x − pᵀx), which is the same on both ways. */
    private void throughSoftmax() {
        for (int r = 0; r < shares.rows(); r++) {
            shares.read(r, row);
            change.read(r, rowOfChange);
            float mean = FloatVectors.dot(row, 0, rowOfChange, 0, row.length);
            for (int t = 0; t < row.length; t++) {
                rowOfChange[t] = row[t] * (rowOfChange[t] - mean);
            }
            change.write(r, rowOfChange);
        }
    }

    void tangent() {
        HeadParts moved = tangents.orElseThrow();
        for (int i = 0; i < examples; i++) {
            for (int h = 0; h < shape.heads(); h++) {
                changed.from(shape.share(i, h));
                changed.productByTransposed(factor, moved.queries(i, h), parts.keys(i, h), 0);
                changed.productByTransposed(factor, parts.queries(i, h), moved.keys(i, h), 1);
            }
        }
        throughSoftmax();
        for (int i = 0; i < examples; i++) {
            for (int h = 0; h < shape.heads(); h++) {
                MatrixPart into = behind.orElseThrow().from(shape.mixed(i, h));
                into.product(1, changed.from(shape.share(i, h)), parts.values(i, h), 0);
                into.product(1, share.from(shape.share(i, h)), moved.values(i, h), 1);
            }
        }
        out.tangent().matrix().read(out.tangent().rows());
    }

    @Override
    public void close() {
        change.close();
        passed.close();
        came.close();
    }
}
