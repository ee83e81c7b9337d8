package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import java.util.Arrays;

/**
 * Statistics of one training step, from sums gathered on the way back, example by example, and by the update, row by row,
 * while both are in the cache. Gradients of examples are never formed: with δ per example, ‖g_i,b‖² = δ_ib²·(‖x_i‖² + 1)
 * over the own parameters of b, so that M² = mean_i‖∇ℓ_i‖² is a sum over all of them. Not thread safe.
 */
final class StepStatistics implements Block.Listener {

    private final NetworkSpec network;
    private final Layers layers;
    private final float[][] weightSquares;
    private final float[][] own;
    private final float[][] gamma;
    private final float[][] tau;
    /** ‖x_i‖² of what goes into every dense map, [maps][examples]. */
    private final float[][] inputSquares;

    StepStatistics(NetworkSpec network, Layers layers, int examples) {
        this.network = network;
        this.layers = layers;
        int depth = network.depth();
        weightSquares = new float[depth][];
        own = new float[depth][];
        gamma = new float[depth][];
        tau = new float[depth][];
        inputSquares = new float[depth][];
        for (int l = 0; l < depth; l++) {
            if (l > 0) {
                inputSquares[l] = new float[examples];
            }
            for (float[][] columns : columns()) {
                columns[l] = new float[network.width(l + 1)];
            }
        }
    }

    private float[][][] columns() {
        return new float[][][] {weightSquares, own, gamma, tau};
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
            pass.learners().get(l).inputSquares(inputSquares[l]);
        }
    }

    @Override
    public void learned(int map, int i, float[] delta) {
        FloatVectors.addSquares(delta, 1 + inputSquares[map][i], own[map]);
    }

    @Override
    public void gated(int layer, int i, float[] signal, float[] h) {
        FloatVectors.addProducts(signal, h, gamma[layer], tau[layer]);
    }

    /** Adds two rows of the weights of dense map {@code l}, as the update leaves them behind. */
    void addRows(int l, float[] w, float[] next) {
        FloatVectors.addSquares(w, next, weightSquares[l]);
    }

    /** Adds one such row alone. */
    void addRow(int l, float[] w) {
        FloatVectors.addSquares(w, weightSquares[l]);
    }

    /**
     * Fills the columns of the record from all that was added.
     *
     * @param k examples of the batch
     * @return M²
     */
    double fill(StepRecord into, int k) {
        double exampleSquares = 0;
        for (int l = 0; l < network.depth(); l++) {
            int width = network.width(l + 1);
            exampleSquares += k * FloatVectors.sum(own[l], 0, width);
            if (l < network.depth() - 1) {
                fillLayer(into, l, k);
            }
        }
        return exampleSquares;
    }

    private void fillLayer(StepRecord into, int l, int k) {
        int first = layers.start(l);
        for (int b = 0; b < gamma[l].length; b++) {
            into.gamma()[first + b] = gamma[l][b];
            into.tau()[first + b] = k * tau[l][b];
            into.weightNorm()[first + b] = weightSquares[l][b];
        }
    }
}
