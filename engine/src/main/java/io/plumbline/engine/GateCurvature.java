package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import io.plumbline.core.random.Draws;
import java.util.Arrays;

/**
 * h_b, the Gauss-Newton curvature of the mean loss along the gate of every node. With ε_i of random signs and v_i = √p_i∘ε_i −
 * p_i(√p_iᵀε_i), E[v_i v_iᵀ] = diag(p_i) − p_i p_iᵀ = H_i, so that with s_ib = v_iᵀ∂logits_i/∂m_b the mean of Σ_i s_ib²/B is the
 * entry (b, b) of JᵀHJ/B, J by the gates. Residuals of labels drawn from p_i have the same mean, but once examples are fitted
 * nearly all that they say comes from labels that are seldom drawn; every draw of signs weighs all classes. A draw is one
 * pull-back; several are averaged. Where examples are normalised together, statistics of the batch count as constants: otherwise
 * what comes back to an example would be of the cotangents of all. Not thread safe.
 */
final class GateCurvature {

    /** Keeps these draws apart from others of the same seed and step: the gate's. */
    private static final long STREAM = 0x6A09E667F3BCC909L;

    private final int draws;
    private final long seed;
    private final Layers layers;
    private final float[][] sums;

    /**
     * Prepares draws.
     *
     * @param draws D, at least 0
     * @param seed of the run
     * @param layers gated ones
     */
    GateCurvature(int draws, long seed, Layers layers) {
        this.draws = draws;
        this.seed = seed ^ STREAM;
        this.layers = layers;
        sums = new float[layers.size()][];
        for (int l = 0; l < sums.length; l++) {
            sums[l] = new float[layers.all().get(l).nodes()];
        }
    }

    /**
     * Fills the column: NaN without draws.
     *
     * @param step that the signs are drawn for
     * @param loss of the pass
     * @param pass that went forward; its derivatives are overwritten
     */
    void measure(long step, CrossEntropy loss, Pass pass, float[] into) {
        if (draws == 0) {
            Arrays.fill(into, Float.NaN);
            return;
        }
        for (float[] sum : sums) {
            Arrays.fill(sum, 0);
        }
        Draws random = Draws.of(seed, step);
        for (int d = 0; d < draws; d++) {
            loss.drawCurvature(random, pass.cotangent());
            pass.observeApart();
            pass.gated().forEach(this::add);
        }
        for (int l = 0; l < sums.length; l++) {
            for (int b = 0; b < sums[l].length; b++) {
                into[layers.start(l) + b] = sums[l][b] / draws;
            }
        }
    }

    /** Signal times ungated output: closed nodes as open ones. */
    private void add(Gated gated) {
        float[] sum = sums[gated.layer()];
        for (int i = 0; i < gated.examples(); i++) {
            gated.addProductSquares(i, sum);
        }
    }
}
