package io.plumbline.engine;

import java.util.Arrays;

/** The way back through a linear map: Δ·Wᵀ to the place before, and the gradient XᵀΔ. Not thread safe. */
final class LinearBack implements AutoCloseable {

    private final Matrix weight;
    private final Place in;
    private final Place out;
    /** Nothing comes back to features. */
    private final boolean isFirst;

    /** Δ as it is passed on, [examples, out]. */
    private final Matrix passed;

    private final Matrix came;
    private final Matrix gradient;
    private final float[] gated;
    private float[] gates;

    LinearBack(Matrix weight, Place in, Place out) {
        this.weight = weight;
        this.in = in;
        this.out = out;
        isFirst = in.signal().length == 0;
        int examples = out.values().rows();
        passed = new Matrix(examples, weight.columns());
        came = new Matrix(isFirst ? 1 : examples, weight.rows());
        gradient = new Matrix(weight.rows(), weight.columns());
        gated = new float[weight.columns()];
        gates = new float[weight.columns()];
        Arrays.fill(gates, 1);
    }

    /** Takes the gates that Δ came through: read until others come. */
    void gates(float[] ofLayer) {
        gates = ofLayer;
    }

    void pullBack() {
        passed.write(out.signal());
        passOn();
    }

    void observe() {
        float[][] delta = out.signal();
        for (int i = 0; i < delta.length; i++) {
            FloatVectors.multiply(delta[i], gates, gated);
            passed.write(i, gated);
        }
        passOn();
    }

    private void passOn() {
        if (!isFirst) {
            came.productByTransposed(passed, weight);
            came.read(in.signal());
        }
    }

    /** Returns Δ as it was passed on last, [examples, out]: the matrix itself. */
    Matrix passed() {
        return passed;
    }

    void formGradient() {
        gradient.productOfTransposed(in.values(), passed);
    }

    /** Every node open to its own signal: what was passed on is overwritten. */
    void formObserved() {
        passed.write(out.signal());
        gradient.productOfTransposed(in.observed(), passed);
    }

    /** Copies a row of the gradient of W that was formed last. */
    void gradient(int row, float[] into) {
        gradient.read(row, into);
    }

    /** Sums over the examples: the gradient of b. */
    static void sum(float[][] delta, float[] into) {
        Arrays.fill(into, 0);
        for (float[] row : delta) {
            FloatVectors.add(row, into);
        }
    }

    @Override
    public void close() {
        passed.close();
        came.close();
        gradient.close();
    }
}
