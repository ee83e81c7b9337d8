package io.plumbline.core.conditioning;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.List;

/**
 * Part of a layer in the conditioning of the whole: λ_l = λ·Σ s^λ_b, μ_l = μ_PL·Σ s^μ_b over its open nodes, of scope
 * own. The parts of all layers and block 0 add up to λ and μ_PL.
 *
 * @param layer name, {@value #BLOCK_0} for what no node owns
 * @param nodes how many nodes; 0 for block 0
 * @param open how many of them are open
 * @param lambda λ_l, nats per squared weight
 * @param muPl μ_l, nats per squared weight
 */
public record LayerCondition(String layer, int nodes, int open, double lambda, double muPl) {

    /** Name of what no node owns: output layer, embeddings, router. */
    public static final String BLOCK_0 = "block-0";

    /** Returns κ_l = λ_l/μ_l; infinite where only μ_l is 0, NaN where both are, or one is NaN. */
    public double kappa() {
        return lambda / muPl;
    }

    /**
     * Returns the conditions of all layers in order, then that of block 0.
     *
     * @param layers the network
     * @param mask in force when the shares were measured
     * @param whole λ and μ_PL of the network
     * @param shareLambda s^λ of every node, scope own, shape [N]
     * @param shareMu s^μ of every node, scope own, shape [N]
     * @param block0Lambda s^λ of block 0
     * @param block0Mu s^μ of block 0
     */
    public static List<LayerCondition> of(
            Layers layers,
            Mask mask,
            ConditionEstimate whole,
            double[] shareLambda,
            double[] shareMu,
            double block0Lambda,
            double block0Mu) {
        if (shareLambda.length != layers.nodes() || shareMu.length != layers.nodes()) {
            throw new IllegalArgumentException("shares of " + shareLambda.length + " and " + shareMu.length
                    + " nodes for a network of " + layers.nodes());
        }
        List<LayerCondition> conditions = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            int from = layers.start(l);
            int to = layers.end(l);
            conditions.add(new LayerCondition(
                    layers.all().get(l).name(),
                    to - from,
                    mask.openCount(from, to),
                    whole.lambda() * openSum(shareLambda, mask, from, to),
                    whole.muPl() * openSum(shareMu, mask, from, to)));
        }
        conditions.add(new LayerCondition(BLOCK_0, 0, 0, whole.lambda() * block0Lambda, whole.muPl() * block0Mu));
        return List.copyOf(conditions);
    }

    private static double openSum(double[] shares, Mask mask, int from, int to) {
        double sum = 0;
        for (int b = from; b < to; b++) {
            if (mask.isOpen(b)) {
                sum += shares[b];
            }
        }
        return sum;
    }
}
