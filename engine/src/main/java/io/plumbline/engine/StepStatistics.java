package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import java.util.Arrays;

/**
 * Statistics of one training step, from sums gathered on the way back, example by example, and by the update, row by row,
 * while both are in the cache. Gradients of examples are never formed: with δ per example, ‖g_i,b‖² = δ_ib²·(‖x_i‖² + 1)
 * over the own parameters of b, so that M² = mean_i‖∇ℓ_i‖² is a sum over all of them. With convolutions, where an example has
 * many rows, M² is not measured.
 *
 * <p>With m_i a gate that node b has at example i alone, γ = Σ_i ∂L/∂m_i and τ = B·Σ_i (∂L/∂m_i)². Where examples have no part in one
 * another, ∂L/∂m_i is ∂ℓ_i/∂m over B. Where they are normalised together it counts what an example does to the others, too:
 * its part of γ, which stays the derivative of the loss that is trained on, from the one way back that the step makes
 * anyway. Not thread safe.
 */
final class StepStatistics implements Block.Listener {

    private final Layers layers;
    private final Pass pass;
    /** Whether ‖∇ℓ_i‖² can be told. */
    private final boolean squaresExamples;

    private final NodeSizes sizes;
    private final float[][] gamma;
    private final float[][] tau;
    /** Σ_i ‖g_i‖² of every column of a learner. */
    private final float[][] own;
    /** ‖x_i‖² of what goes into every learner. */
    private final float[][] inputSquares;

    StepStatistics(Layers layers, Pass pass) {
        this.layers = layers;
        this.pass = pass;
        squaresExamples = pass.learners().stream().allMatch(Learner::squaresExamples);
        sizes = new NodeSizes(layers, pass.learners());
        gamma = NodeSizes.perLayer(layers);
        tau = NodeSizes.perLayer(layers);
        int learners = squaresExamples ? pass.learners().size() : 0;
        own = new float[learners][];
        inputSquares = new float[learners][pass.examples()];
        for (int k = 0; k < learners; k++) {
            own[k] = new float[pass.learners().get(k).columns()];
        }
    }

    /**
     * Forgets the step before. The pass has gone forward.
     *
     * @param batch of the step; its norms are read until the step's last example
     */
    void begin(Batch batch) {
        for (float[][] rows : new float[][][] {gamma, tau, own}) {
            for (float[] row : rows) {
                Arrays.fill(row, 0);
            }
        }
        sizes.begin();
        if (squaresExamples) {
            inputSquares[0] = batch.squares();
        }
        for (int k = 1; k < inputSquares.length; k++) {
            pass.learners().get(k).inputSquares(inputSquares[k]);
        }
    }

    @Override
    public void learned(int learner, int i, float[] delta) {
        if (squaresExamples) {
            FloatVectors.addSquares(delta, 1 + inputSquares[learner][i], own[learner]);
        }
    }

    @Override
    public void gated(Gated layer, int i) {
        layer.addProducts(i, gamma[layer.layer()], tau[layer.layer()]);
        sizes.gated(layer, i);
    }

    /** Returns what stands for the sizes of nodes: told of every row that is updated. */
    NodeSizes sizes() {
        return sizes;
    }

    /**
     * Fills the columns of the record from all that was added.
     *
     * @param k examples of the batch
     * @return M²; NaN where gradients of examples have no simple form
     */
    double fill(StepRecord into, int k) {
        for (int l = 0; l < layers.size(); l++) {
            fillLayer(into, l, k);
        }
        sizes.fill(into.weightNorm(), k);
        double exampleSquares = squaresExamples ? 0 : Double.NaN;
        for (float[] columns : own) {
            exampleSquares += k * FloatVectors.sum(columns, 0, columns.length);
        }
        return exampleSquares;
    }

    private void fillLayer(StepRecord into, int l, int k) {
        int first = layers.start(l);
        for (int b = 0; b < gamma[l].length; b++) {
            into.gamma()[first + b] = gamma[l][b];
            into.tau()[first + b] = k * tau[l][b];
        }
    }
}
