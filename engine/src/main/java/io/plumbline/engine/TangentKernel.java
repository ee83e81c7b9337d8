package io.plumbline.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Products with K = JJᵀ, J the derivatives of the logits of a batch by all parameters at open gates (the neural tangent kernel,
 * Jacot, Gabriel, Hongler 2018, on one batch). A vector Jᵀc is never formed: of dense map l it is X_lᵀ·Δ_l, Δ what comes back of
 * c, and its derivative of the map's outputs is (X_lX_lᵀ + 11ᵀ)·Δ_l, 1 for the bias. So a product costs one way back and one
 * forward, T_l = (X_lX_lᵀ + 11ᵀ)Δ_l + Ṫ_{l−1}W_l with Ṫ = gate·φ′·T, and nothing that grows with the number of parameters but the
 * weights on both ways. Not thread safe.
 */
final class TangentKernel implements AutoCloseable {

    private final NetworkSpec network;
    private final List<Matrix> weights;
    private final Forward pass;
    private final Signals signals;
    private final Pullback pullback;
    /** X_lX_lᵀ + 11ᵀ, [examples, examples]. */
    private final List<Matrix> grams = new ArrayList<>();
    /** Δ_0, [examples, nodes]; those of other maps the pull-back keeps. */
    private final Matrix first;

    private final List<Matrix> tangents = new ArrayList<>();
    private final float[][][] rows;
    private float[][] gates = {};

    /**
     * Prepares.
     *
     * @param weights of every dense map
     * @param pass that the batch goes through; its features are there and stay
     * @param signals that the pass fills; their derivatives are overwritten
     * @param pullback of the same network and batch
     */
    TangentKernel(NetworkSpec network, List<Matrix> weights, Forward pass, Signals signals, Pullback pullback) {
        this.network = network;
        this.weights = weights;
        this.pass = pass;
        this.signals = signals;
        this.pullback = pullback;
        int examples = pass.examples();
        first = new Matrix(examples, network.width(1));
        rows = new float[network.depth()][][];
        for (int l = 0; l < network.depth(); l++) {
            grams.add(new Matrix(examples, examples));
            tangents.add(new Matrix(examples, network.width(l + 1)));
            rows[l] = new float[examples][network.width(l + 1)];
        }
        formGram(0);
    }

    /**
     * Takes the outputs that the pass has left behind; they stay those of all products until the next call.
     *
     * @param inForce a row per layer, 1 open, 0 closed
     */
    void begin(float[][] inForce) {
        gates = inForce;
        for (int l = 1; l < network.depth(); l++) {
            formGram(l);
        }
    }

    private void formGram(int l) {
        grams.get(l).productByTransposed(pass.below(l), pass.below(l));
        grams.get(l).add(1);
    }

    /**
     * into ← K·c.
     *
     * @param c [examples·classes], example after example
     */
    void times(double[] c, double[] into) {
        int last = network.depth() - 1;
        signals.cotangent(c);
        pullback.carryObserved(signals, weights, gates);
        writeFirst();
        for (int l = 0; l <= last; l++) {
            tangents.get(l).product(grams.get(l), l == 0 ? first : pullback.delta(l), 0);
            if (l > 0) {
                tangents.get(l).product(tangents.get(l - 1), weights.get(l), 1);
            }
            tangents.get(l).read(rows[l]);
            if (l < last) {
                passOn(l);
            }
        }
        int at = 0;
        for (float[] row : rows[last]) {
            for (float number : row) {
                into[at++] = number;
            }
        }
    }

    /** What closed nodes own has no part: of other maps than the first, the pull-back left it out. */
    private void writeFirst() {
        float[][] delta = signals.delta(0);
        for (int i = 0; i < delta.length; i++) {
            FloatVectors.multiply(delta[i], gates[0], delta[i]);
        }
        first.write(delta);
    }

    private void passOn(int l) {
        for (int i = 0; i < rows[l].length; i++) {
            network.activation().pullBack(signals.source(l)[i], rows[l][i], rows[l][i]);
            FloatVectors.multiply(rows[l][i], gates[l], rows[l][i]);
        }
        tangents.get(l).write(rows[l]);
    }

    @Override
    public void close() {
        grams.forEach(Matrix::close);
        first.close();
        tangents.forEach(Matrix::close);
    }
}
