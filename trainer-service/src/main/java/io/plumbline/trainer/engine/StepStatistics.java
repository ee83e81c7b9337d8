package io.plumbline.trainer.engine;

import io.plumbline.core.model.Layers;
import java.util.Arrays;

/**
 * Statistics of one training step, from sums gathered on the way back, example by example, and by the update, row by row,
 * while both are in the cache. Micro-batches are single examples (k = B'), whose gradients are never formed: with δ per
 * example, ‖g_i,b‖² = δ_ib²·(‖x_i‖² + 1) for own parameters and o_ib²·‖δ_next,i‖² for the read-out; so |ĝ_b|² =
 * (k‖ḡ_b‖² − mean_i‖g_i,b‖²)/(k − 1) after McCandlish et al. (2018), and M² = mean_i‖∇ℓ_i‖². Not thread safe.
 */
final class StepStatistics implements Pullback.Listener {

    private final NetworkSpec network;
    private final Layers layers;
    private final float[][] weightSquares;
    private final float[][] gradientSquares;
    private final float[][] readOutSquares;
    private final float[][] own;
    private final float[][] readOut;
    private final float[][] gamma;
    private final float[][] tau;
    /** ‖x_i‖² of what goes into every dense map, [maps][examples]. */
    private final float[][] inputSquares;
    /** ‖δ_i‖² of what comes back to every dense map; of the first it is not asked. */
    private final float[][] deltaSquares;

    StepStatistics(NetworkSpec network, Layers layers, int examples) {
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
        inputSquares = new float[depth][];
        deltaSquares = new float[depth][];
        for (int l = 0; l < depth; l++) {
            if (l > 0) {
                inputSquares[l] = new float[examples];
                deltaSquares[l] = new float[examples];
            }
            for (float[][] columns : columns()) {
                columns[l] = new float[network.width(l + 1)];
            }
        }
    }

    private float[][][] columns() {
        return new float[][][] {weightSquares, gradientSquares, readOutSquares, own, readOut, gamma, tau};
    }

    /**
     * Forgets the step before.
     *
     * @param featureSquares ‖x_i‖² of the features, [examples]; read until the step's last example
     * @param pass of the step, which says what goes into all other maps
     */
    void begin(float[] featureSquares, Pass pass) {
        for (float[][] columns : columns()) {
            for (float[] column : columns) {
                Arrays.fill(column, 0);
            }
        }
        inputSquares[0] = featureSquares;
        for (int l = 1; l < network.depth(); l++) {
            new RowNorms(pass.get("o" + (l - 1))).read(inputSquares[l]);
        }
    }

    @Override
    public void delta(int l, RowNorms delta) {
        delta.read(deltaSquares[l]);
    }

    @Override
    public void example(int l, int i, Signals signals) {
        Loops.addSquares(signals.delta(l)[i], 1 + inputSquares[l][i], own[l]);
        if (l < network.depth() - 1) {
            float[] h = signals.h(l)[i];
            Loops.addSquares(h, deltaSquares[l + 1][i], readOut[l]);
            Loops.addProducts(signals.gatedSignal(l)[i], h, gamma[l], tau[l]);
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
    }

    /** Adds one row of dense map {@code l} alone, see {@link #addRows}. */
    void addRow(int l, float[] w, float[] g) {
        Loops.addSquares(w, weightSquares[l]);
        Loops.addSquares(g, gradientSquares[l]);
    }

    /** Adds what the rows of the gradient of dense map {@code l} say of the nodes whose outputs they read. */
    void addReadOut(int l, RowNorms gradient) {
        if (l > 0) {
            gradient.read(readOutSquares[l - 1]);
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
