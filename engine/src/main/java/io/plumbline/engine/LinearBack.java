package io.plumbline.engine;

/** The way back through a linear map: Δ·Wᵀ to the place before, and the gradient XᵀΔ. Not thread safe. */
final class LinearBack extends AffineBack {

    private final Matrix came;

    LinearBack(Matrix weight, Place in, Place out) {
        super(weight, in, out);
        came = new Matrix(in.comesBack() ? in.values().rows() : 1, weight.rows());
    }

    @Override
    void passOn() {
        came.productByTransposed(passed, matrix);
        came.read(in.signal());
    }

    @Override
    void form(Matrix before, Matrix into) {
        into.productOfTransposed(before, passed);
    }

    @Override
    public void close() {
        super.close();
        came.close();
    }
}
