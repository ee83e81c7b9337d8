package io.plumbline.trainer.engine;

import io.plumbline.core.model.Layers;
import java.util.Arrays;

/**
 * Statistics of one training step, from sums that the update gathers while rows are in cache and from the signals of
 * the pass. Micro-batches are single examples (k = B'), whose gradients are never formed: with δ per example,
 * ‖g_i,b‖² = δ_ib²·(‖x_i‖² + 1) for own parameters and o_ib²·‖δ_next,i‖² for the read-out; so |ĝ_b|² =
 * (k‖ḡ_b‖² − mean_i‖g_i,b‖²)/(k − 1) after McCandlish et al. (2018), and M² = mean_i‖∇ℓ_i‖². Not thread safe.
 */
final class StepStatistics {

    private final NetworkSpec network;
    private final Layers layers;
    private final float[][] weightSquares;
    private final float[][] gradientSquares;
    private final float[][] readOutSquares;
    private final float[][] own;
    private final float[][] readOut;
    private final float[][] gamma;
    private final float[][] tau;
    private final float[][] gated;

    StepStatistics(NetworkSpec network, Layers layers) {
        this.network = network;
        this.layers = layers;
        int depth = network.depth();
        weightSquares = new float[depth][];
        gradientSquares = new float[depth][];
        readOutSquares = new float[depth][];
        own = new float[depth][];
        readOut = new float[depth][];
        gamma = new float[depth][];
        tau = new float[depth][];
        gated = new float[depth][];
        for (int l = 0; l < depth; l++) {
            for (float[][] columns : columns()) {
                columns[l] = new float[network.width(l + 1)];
            }
        }
    }

    private float[][][] columns() {
        return new float[][][] {weightSquares, gradientSquares, readOutSquares, own, readOut, gamma, tau, gated};
    }

    /** Forgets the step before. */
    void clear() {
        for (float[][] columns : columns()) {
            for (float[] column : columns) {
                Arrays.fill(column, 0);
            }
        }
    }

    /**
     * Adds rows {@code r} and {@code r + 1} of dense map {@code l}.
     *
     * @param w rows of the weights that the update leaves behind
     * @param g rows of the gradient, in the first two places
     */
    void addRows(int l, int r, float[][] w, float[][] g) {
        Loops.addSquares(w[r], w[r + 1], weightSquares[l]);
        Loops.addSquares(g[0], g[1], gradientSquares[l]);
        addReadOut(l, r, g[0]);
        addReadOut(l, r + 1, g[1]);
    }

    /** Adds row {@code r} of dense map {@code l} alone, see {@link #addRows}. */
    void addRow(int l, int r, float[] w, float[] g) {
        Loops.addSquares(w, weightSquares[l]);
        Loops.addSquares(g, gradientSquares[l]);
        addReadOut(l, r, g);
    }

    private void addReadOut(int l, int r, float[] g) {
        if (l > 0 && r < network.width(l)) {
            readOutSquares[l - 1][r] = Loops.sumOfSquares(g, 0, g.length);
        }
    }

    /**
     * Adds all examples of the pass.
     *
     * @param featureSquares ‖x_i‖² of the features, [examples]
     * @param gates a row per layer
     */
    void addExamples(float[] featureSquares, Signals signals, float[][] gates) {
        for (int i = 0; i < signals.examples(); i++) {
            addExample(i, featureSquares[i], signals, gates);
        }
    }

    private void addExample(int i, float featureSquares, Signals signals, float[][] gates) {
        float next = 0;
        for (int l = network.depth() - 1; l >= 0; l--) {
            float[] delta = signals.delta(l)[i];
            float inputSquares = l == 0 ? featureSquares : outputSquares(l - 1, i, signals, gates);
            Loops.addSquares(delta, 1 + inputSquares, own[l]);
            if (l < network.depth() - 1) {
                float[] h = signals.h(l)[i];
                Loops.addSquares(h, next, readOut[l]);
                Loops.addProducts(signals.gatedSignal(l)[i], h, gamma[l], tau[l]);
            }
            if (l > 0) {
                next = Loops.sumOfSquares(delta, 0, delta.length);
            }
        }
    }

    /**
     * Fills columns and gradient scalars of the record from all that was added.
     *
     * @param k examples of the batch
     * @param gates a row per layer
     */
    void fill(StepRecord into, int k, float[][] gates) {
        double squares = 0;
        double exampleSquares = 0;
        for (int l = 0; l < network.depth(); l++) {
            int width = network.width(l + 1);
            squares += Loops.sum(gradientSquares[l], 0, width);
            exampleSquares += k * Loops.sum(own[l], 0, width);
            if (l < network.depth() - 1) {
                fillLayer(into, l, k, gates[l]);
            }
        }
        into.exampleGradient = exampleSquares;
        into.gradient = (k * squares - exampleSquares) / (k - 1);
    }

    /** Returns ‖o_i‖² of what example {@code i} sends on from hidden layer {@code l}, gates applied. */
    private float outputSquares(int l, int i, Signals signals, float[][] gates) {
        Loops.multiply(signals.h(l)[i], gates[l], gated[l]);
        return Loops.sumOfSquares(gated[l], 0, gated[l].length);
    }

    private void fillLayer(StepRecord into, int l, int k, float[] gates) {
        int first = layers.start(l);
        for (int b = 0; b < gates.length; b++) {
            into.gamma()[first + b] = gamma[l][b];
            into.tau()[first + b] = k * tau[l][b];
            into.weightNorm()[first + b] = weightSquares[l][b];
            double squares = gradientSquares[l][b] + (double) readOutSquares[l][b];
            double exampleSquares = k * ((double) own[l][b] + readOut[l][b]);
            into.energy()[first + b] = (float) (gates[b] * (k * squares - exampleSquares) / (k - 1));
        }
    }
}
