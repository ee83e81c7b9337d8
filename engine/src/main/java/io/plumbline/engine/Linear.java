package io.plumbline.engine;

import java.util.Optional;

/**
 * z = x·W + b, of every token where an example has several: one native product forward, one for what comes back, one for the
 * gradient. Not thread safe.
 */
final class Linear extends Affine {

    private final int number;
    private final TokenRows before;
    /** z, a row a token. */
    private final Matrix rows;

    private final float[] biases;

    private Linear(
            int number,
            int weight,
            boolean hasBias,
            Optional<Owner> owner,
            Weights weights,
            Place in,
            Place out,
            TokenRows before,
            Optional<LinearBack> back,
            Optional<? extends AffineTangent> tangent) {
        super(weight, hasBias, owner, weights, in, out, back, tangent);
        this.number = number;
        this.before = before;
        rows = new TokenRows(columns()).of(out.values());
        biases = new float[out.values().columns()];
    }

    /**
     * Prepares.
     *
     * @param number among the learners of the network
     * @param weight tensor of W, [in, out]; b is the next
     * @param owner of the columns; empty: no node is
     */
    static Linear of(int number, int weight, Optional<Owner> owner, Weights weights, Place in, Place out, Use use) {
        return of(number, weight, true, owner, weights, in, out, use);
    }

    /** Prepares one without b, whose columns no node owns. */
    static Linear withoutBias(int number, int weight, Weights weights, Place in, Place out, Use use) {
        return of(number, weight, false, Optional.empty(), weights, in, out, use);
    }

    private static Linear of(
            int number,
            int weight,
            boolean hasBias,
            Optional<Owner> owner,
            Weights weights,
            Place in,
            Place out,
            Use use) {
        Matrix matrix = weights.matrix(weight);
        TokenRows before = new TokenRows(matrix.rows());
        boolean formed = !hasBias || in.values().columns() > matrix.rows();
        Optional<LinearBack> back =
                use.comesBack() ? Optional.of(new LinearBack(matrix, in, out, before)) : Optional.empty();
        Optional<AffineTangent> tangent = use == Use.PROBE
                ? back.map(way -> formed
                        ? new FormedTangent(matrix, hasBias, before, in, out, way)
                        : new LinearTangent(matrix, in, out, way))
                : Optional.empty();
        return new Linear(number, weight, hasBias, owner, weights, in, out, before, back, tangent);
    }

    @Override
    public void forward() {
        if (hasVector()) {
            FloatVectors.repeat(vector(), biases);
            out.values().writeEachRow(biases);
        }
        before.make(in.values(), matrix(), rows, hasVector() ? 1 : 0);
    }

    @Override
    public void pullBack(Listener listener) {
        if (squaresExamples()) {
            float[][] delta = out.signal();
            for (int i = 0; i < delta.length; i++) {
                listener.learned(number, i, delta[i]);
            }
        }
        super.pullBack(listener);
    }

    /** Where an example is one row. */
    @Override
    public boolean squaresExamples() {
        return hasVector() && rows == out.values();
    }

    @Override
    public void inputSquares(float[] into) {
        in.values().rowSquares(into);
    }
}
