package io.plumbline.core.gating.policy;

import io.plumbline.core.conditioning.NodeConditions;
import io.plumbline.core.settings.GateSettings;

/**
 * Ranks by log(τ̃_b + ε) − σ·log κ_b with τ̃_b = ½τ_b/L. With σ = 1 (greedy κ) badly conditioned, cheap nodes close
 * first. With σ = −1 (inverted κ) <i>well</i> conditioned, cheap nodes do: the control that shows what κ itself adds,
 * and therefore has the same task term.
 */
final class KappaRank implements Rank {

    private final int sign;

    KappaRank(int sign) {
        this.sign = sign;
    }

    @Override
    public double[] scores(Situation situation) {
        NodeView nodes = situation.nodes();
        double[] curvatures = ObjectiveTerms.priceCurvature(situation);
        double epsilon = ObjectiveTerms.epsilon(situation);
        double loss = ObjectiveTerms.loss(situation);
        double[] scores = new double[nodes.size()];
        for (int b = 0; b < scores.length; b++) {
            double kappa = NodeConditions.kappa(nodes.shareLambda()[b], nodes.shareMu()[b], epsilon);
            double price = 0.5 * curvatures[b] / loss;
            scores[b] = StrictMath.log(price + epsilon) - sign * StrictMath.log(kappa);
        }
        return scores;
    }

    @Override
    public ProbeNeed needs(GateSettings settings) {
        return ProbeNeed.EIGENVECTOR;
    }
}
