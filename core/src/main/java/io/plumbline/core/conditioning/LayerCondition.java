package io.plumbline.core.conditioning;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a layer in the conditioning of the whole network: λ_l = λ·Σ s^λ_b, μ_l = μ_PL·Σ s^μ_b over its open
 * nodes, of scope own. The parts of all layers and ungated parameters add up to λ and μ_PL.
 *
 * @param layer name, {@value #UNGATED} for what no node owns
 * @param nodes how many nodes; 0 for ungated parameters
 * @param open how many of them are open
 * @param lambda λ_l, nats per squared weight
 * @param muPl μ_l, nats per squared weight
 */
public record LayerCondition(String layer, int nodes, int open, double lambda, double muPl) {

    /** Name of what no node owns: output layer, embeddings, router. */
    public static final String UNGATED = "ungated";

    /** Returns κ_l = λ_l/μ_l; infinite where only μ_l is 0, NaN where both are, or one is NaN. */
    public double kappa() {
        return lambda / muPl;
    }

    /**
     * Returns κ of what nodes own: Σλ_l/Σμ_l over the layers. Where ungated parameters carry most of λ and μ, as in text models, closing nodes
     * moves this and hardly κ.
     *
     * @param conditions of layers and ungated parameters
     * @return NaN where no layer is among them
     */
    public static double gatedKappa(List<LayerCondition> conditions) {
        double lambda = 0;
        double mu = 0;
        for (LayerCondition condition : conditions) {
            boolean isLayer = !condition.layer().equals(UNGATED);
            lambda += isLayer ? condition.lambda() : 0;
            mu += isLayer ? condition.muPl() : 0;
        }
        return lambda / mu;
    }

    /**
     * Returns the conditions of all layers in order, then that of ungated parameters.
     *
     * @param layers the network
     * @param mask in force during the probe
     * @param whole λ and μ_PL of the network
     * @param curvature parts of A: what the open nodes of every layer own, in order, then ungated parameters
     * @param energy parts of E, likewise
     * @throws IllegalArgumentException if there are not as many parts as layers and one more
     */
    public static List<LayerCondition> of(
            Layers layers, Mask mask, ConditionEstimate whole, double[] curvature, double[] energy) {
        int blocks = layers.size() + 1;
        if (curvature.length != blocks || energy.length != blocks) {
            throw new IllegalArgumentException("parts of " + curvature.length + " and " + energy.length
                    + " blocks for a network of " + blocks + ", ungated parameters included");
        }
        double allCurvature = sum(curvature);
        double allEnergy = sum(energy);
        List<LayerCondition> conditions = new ArrayList<>();
        for (int l = 0; l < blocks; l++) {
            boolean isLayer = l < layers.size();
            conditions.add(new LayerCondition(
                    isLayer ? layers.all().get(l).name() : UNGATED,
                    isLayer ? layers.all().get(l).nodes() : 0,
                    isLayer ? mask.openCount(layers.start(l), layers.end(l)) : 0,
                    whole.lambda() * curvature[l] / allCurvature,
                    whole.muPl() * energy[l] / allEnergy));
        }
        return List.copyOf(conditions);
    }

    private static double sum(double[] parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }
}
