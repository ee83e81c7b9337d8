package io.plumbline.engine;

import java.util.Optional;

/** z = x·W + b: one native product forward, one for what comes back, one for the gradient. Not thread safe. */
final class Linear extends Affine {

    private final int number;

    private Linear(
            int number,
            int weight,
            Optional<Integer> layer,
            Weights weights,
            Place in,
            Place out,
            Optional<LinearBack> back,
            Optional<LinearTangent> tangent) {
        super(weight, true, layer, weights, in, out, back, tangent);
        this.number = number;
    }

    /**
     * Prepares.
     *
     * @param number among the learners of the network
     * @param weight tensor of W, [in, out]; b is the next
     * @param layer the gated one whose nodes own the columns; empty: none does
     */
    static Linear of(int number, int weight, Optional<Integer> layer, Weights weights, Place in, Place out, Use use) {
        Matrix matrix = weights.matrix(weight);
        Optional<LinearBack> back = use.comesBack() ? Optional.of(new LinearBack(matrix, in, out)) : Optional.empty();
        Optional<LinearTangent> tangent =
                use == Use.PROBE ? back.map(way -> new LinearTangent(matrix, in, out, way)) : Optional.empty();
        return new Linear(number, weight, layer, weights, in, out, back, tangent);
    }

    @Override
    public void forward() {
        out.values().writeEachRow(vector());
        out.values().product(in.values(), matrix(), 1);
    }

    @Override
    public void pullBack(Listener listener) {
        float[][] delta = out.signal();
        for (int i = 0; i < delta.length; i++) {
            listener.learned(number, i, delta[i]);
        }
        super.pullBack(listener);
    }

    @Override
    public boolean squaresExamples() {
        return true;
    }

    @Override
    public void inputSquares(float[] into) {
        in.values().rowSquares(into);
    }
}
