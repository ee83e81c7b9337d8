package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.PriceCurvature;

/** Parts of a situation that several policies compute in the same way. */
final class ObjectiveTerms {

    /** Smallest loss to divide by, nats: a network that fits every example reaches an exact 0 in single precision. */
    private static final double LEAST_LOSS = 1e-9;

    private ObjectiveTerms() {}

    /** Returns ε, the setting over N. */
    static double epsilon(Situation situation) {
        return situation.settings().objective().epsilon() / situation.nodes().size();
    }

    /** Returns L, at least the smallest loss to divide by. */
    static double loss(Situation situation) {
        return Math.max(LEAST_LOSS, situation.loss());
    }

    /** Returns the weight of Δlog κ: α, times log(L/L_target) where the gate finds the density itself. */
    static double alpha(Situation situation) {
        double alpha = situation.settings().objective().alpha();
        return situation.settings().schedule().selfTuned() ? situation.logWork() * alpha : alpha;
    }

    /** Returns c_b/Σc of every node, shape [N]. */
    static double[] costShares(Layers layers) {
        double sum = 0;
        for (int l = 0; l < layers.size(); l++) {
            sum += layers.all().get(l).cost() * layers.all().get(l).nodes();
        }
        double[] shares = new double[layers.nodes()];
        for (int l = 0; l < layers.size(); l++) {
            double share = layers.all().get(l).cost() / sum;
            for (int b = layers.start(l); b < layers.end(l); b++) {
                shares[b] = share;
            }
        }
        return shares;
    }

    /** Returns γ_b of every node where it differs significantly from 0, else 0; shape [N]. */
    static double[] significantGamma(Situation situation) {
        NodeView nodes = situation.nodes();
        double[] gamma = new double[nodes.size()];
        for (int b = 0; b < gamma.length; b++) {
            gamma[b] = Price.significant(nodes.gamma()[b], nodes.tau()[b], situation.examples());
        }
        return gamma;
    }

    /** Returns the curvature along its gate that prices a change of every node, τ_b where h_b is not measured; shape [N]. */
    static double[] priceCurvature(Situation situation) {
        PriceCurvature price = situation.settings().objective().price();
        NodeView nodes = situation.nodes();
        double[] curvature = new double[nodes.size()];
        for (int b = 0; b < curvature.length; b++) {
            curvature[b] = price.of(nodes.tau()[b], nodes.gateCurvature()[b]);
        }
        return curvature;
    }

    /** Returns what closing every node would cost, were it open; shape [N], nats. */
    static double[] closingPrices(Situation situation) {
        double[] gamma = significantGamma(situation);
        double[] curvatures = priceCurvature(situation);
        double[] prices = new double[gamma.length];
        for (int b = 0; b < prices.length; b++) {
            prices[b] = Price.of(gamma[b], curvatures[b], -1);
        }
        return prices;
    }

    /** Returns what Q needs of probes: its loss and the shares of μ, and of λ where they count. */
    static ProbeNeed needs(GateSettings settings) {
        boolean weighsLambda =
                settings.objective().alpha() != 0 && settings.objective().curvatureWeight() > 0;
        return weighsLambda ? ProbeNeed.EIGENVECTOR : ProbeNeed.GRADIENT;
    }
}
