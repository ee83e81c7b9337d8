package io.plumbline.engine;

/**
 * A linear map's part of a product with the tangent kernel. Its part of Jᵀc is XᵀΔ and the sum of Δ's rows, Δ what came back of
 * c, and is never formed: z changes by (XXᵀ + 11ᵀ)·Δ along it, 1 for b, and by Ẋ·W from below. Not thread safe.
 */
final class LinearTangent implements AffineTangent {

    private final Matrix weight;
    private final Place in;
    private final Place out;
    private final LinearBack back;
    /** XXᵀ + 11ᵀ, [examples, examples]. */
    private final Matrix gram;
    /** Features of a pass of probes are there once for all. */
    private boolean formed;

    LinearTangent(Matrix weight, Place in, Place out, LinearBack back) {
        this.weight = weight;
        this.in = in;
        this.out = out;
        this.back = back;
        int examples = out.values().rows();
        gram = new Matrix(examples, examples);
    }

    @Override
    public void begin() {
        if (formed && !in.comesBack()) {
            return;
        }
        formed = true;
        gram.productByTransposed(in.values(), in.values());
        gram.add(1);
    }

    @Override
    public void make() {
        Matrix change = out.tangent().matrix();
        change.product(gram, back.passed, 0);
        if (in.comesBack()) {
            change.product(in.tangent().matrix(), weight, 1);
        }
        change.read(out.tangent().rows());
    }

    @Override
    public void close() {
        gram.close();
    }
}
