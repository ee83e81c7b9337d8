package io.plumbline.engine;

/** The way back through a linear map: Δ·Wᵀ to the place before, and the gradient XᵀΔ. Not thread safe. */
final class LinearBack extends AffineBack {

    private final TokenRows before;
    /** Δ as it is passed on, a row a token. */
    private final Matrix delta;

    private final Matrix came;
    /** The same, a row a token. */
    private final Matrix cameOfTokens;

    LinearBack(Matrix weight, Place in, Place out, TokenRows before) {
        super(weight, in, out);
        this.before = before;
        delta = new TokenRows(weight.columns()).of(passed);
        came = new Matrix(
                in.comesBack() ? in.values().rows() : 1,
                in.comesBack() ? in.values().columns() : weight.rows());
        cameOfTokens = before.of(came);
    }

    @Override
    void passOn() {
        cameOfTokens.productByTransposed(delta, matrix);
        came.read(in.signal());
    }

    @Override
    void form(Matrix x, Matrix into) {
        into.productOfTransposed(before.of(x), delta);
    }

    @Override
    public void close() {
        super.close();
        came.close();
    }
}
