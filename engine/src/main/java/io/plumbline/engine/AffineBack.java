package io.plumbline.engine;

import java.util.Arrays;

/** The way back through an affine learner: Δ to the place before, and the gradient. Not thread safe. */
abstract class AffineBack implements AutoCloseable {

    final Place in;
    /** What is multiplied. */
    final Matrix matrix;
    /** Δ as it is passed on, [examples, numbers behind]. */
    final Matrix passed;

    private final Place out;
    private final Matrix gradient;
    /** Of every number behind. */
    private final float[] gates;

    private final float[] gated;
    private final float[] sums;
    private final float[] scratch;

    AffineBack(Matrix matrix, Place in, Place out) {
        this.matrix = matrix;
        this.in = in;
        this.out = out;
        int numbers = out.values().columns();
        passed = new Matrix(out.values().rows(), numbers);
        gradient = new Matrix(matrix.rows(), matrix.columns());
        gates = new float[numbers];
        Arrays.fill(gates, 1);
        gated = new float[numbers];
        sums = new float[numbers];
        scratch = new float[numbers];
    }

    /** Makes the derivatives at the place before of {@link #passed}. */
    abstract void passOn();

    /** Forms the gradient of {@link #passed} and what went in. */
    abstract void form(Matrix before, Matrix into);

    /** Takes the gates that Δ came through. */
    final void gates(float[] ofLayer) {
        FloatVectors.repeat(ofLayer, gates);
    }

    final void pullBack() {
        passed.write(out.signal());
        passOnUnlessFirst();
    }

    final void observe() {
        float[][] delta = out.signal();
        for (int i = 0; i < delta.length; i++) {
            FloatVectors.multiply(delta[i], gates, gated);
            passed.write(i, gated);
        }
        passOnUnlessFirst();
    }

    /** Nothing comes back to features. */
    private void passOnUnlessFirst() {
        if (in.comesBack()) {
            passOn();
        }
    }

    final void formGradient() {
        form(in.values(), gradient);
    }

    /** Every node open to its own signal: what was passed on is overwritten. */
    final void formObserved() {
        passed.write(out.signal());
        form(in.observed(), gradient);
    }

    /** Returns the gradient of what is multiplied, as it was formed last: the matrix itself. */
    final Matrix gradient() {
        return gradient;
    }

    /** Sums Δ over everything that the vector was added to: its gradient. */
    final void sum(float[] into) {
        Arrays.fill(sums, 0);
        for (float[] row : out.signal()) {
            FloatVectors.add(row, sums);
        }
        FloatVectors.fold(sums, scratch, into);
    }

    /** Sums what was passed on of it. */
    final void sumPassed(float[] into) {
        Arrays.fill(sums, 0);
        for (float[] row : out.signal()) {
            FloatVectors.multiply(row, gates, gated);
            FloatVectors.add(gated, sums);
        }
        FloatVectors.fold(sums, scratch, into);
    }

    @Override
    public void close() {
        passed.close();
        gradient.close();
    }
}
