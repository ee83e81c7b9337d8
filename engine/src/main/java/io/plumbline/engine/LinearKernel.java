package io.plumbline.engine;

/**
 * A linear map's part of a product with the tangent kernel. Its part of Jᵀc is XᵀΔ and the sum of Δ's rows, Δ what came back of
 * c, and is never formed: z changes by (XXᵀ + 11ᵀ)·Δ along it, 1 for b, and by Ẋ·W from below. Not thread safe.
 */
final class LinearKernel implements AutoCloseable {

    private final Matrix weight;
    private final Place in;
    private final Place out;
    private final LinearBack back;
    private final boolean isFirst;
    /** XXᵀ + 11ᵀ, [examples, examples]. */
    private final Matrix gram;
    /** Features of a pass of probes are there once for all. */
    private boolean formed;

    LinearKernel(Matrix weight, Place in, Place out, LinearBack back) {
        this.weight = weight;
        this.in = in;
        this.out = out;
        this.back = back;
        isFirst = in.signal().length == 0;
        int examples = out.values().rows();
        gram = new Matrix(examples, examples);
    }

    void begin() {
        if (formed && isFirst) {
            return;
        }
        formed = true;
        gram.productByTransposed(in.values(), in.values());
        gram.add(1);
    }

    /** What closed nodes own has no part: what was passed on leaves it out. */
    void tangent() {
        Matrix change = out.tangent().matrix();
        change.product(gram, back.passed(), 0);
        if (!isFirst) {
            change.product(in.tangent().matrix(), weight, 1);
        }
        change.read(out.tangent().rows());
    }

    @Override
    public void close() {
        gram.close();
    }
}
