package io.plumbline.core.gating.policy;

import io.plumbline.core.settings.GateSettings;

/**
 * Ranks by the first-order change of Q when a node closes, per cost:
 * [(χ/L)(−γ_b ± ½τ_b) − α(w_λ s^λ_b − s^μ_b)]/c_b, c_b relative to the mean cost, w_λ 1 unless set. The sign is + for an open node (closing costs
 * ½τ_b) and − for a closed one (opening would cost ½τ_b), so that a node closed for good reason does not come back at once.
 */
final class QRank implements Rank {

    @Override
    public double[] scores(Situation situation) {
        NodeView nodes = situation.nodes();
        double[] curvatures = ObjectiveTerms.priceCurvature(situation);
        double[] gamma = ObjectiveTerms.significantGamma(situation);
        double[] costShares = ObjectiveTerms.costShares(situation.layers());
        double weight = situation.chi() / ObjectiveTerms.loss(situation);
        double alpha = ObjectiveTerms.alpha(situation);
        double curvature = situation.settings().objective().curvatureWeight();
        double[] scores = new double[nodes.size()];
        for (int b = 0; b < scores.length; b++) {
            double price = situation.mask().isOpen(b)
                    ? Price.of(gamma[b], curvatures[b], -1)
                    : -Price.of(gamma[b], curvatures[b], 1);
            double conditioning = alpha * (curvature * nodes.shareLambda()[b] - nodes.shareMu()[b]);
            scores[b] = (weight * price - conditioning) / (scores.length * costShares[b]);
        }
        return scores;
    }

    @Override
    public ProbeNeed needs(GateSettings settings) {
        return ObjectiveTerms.needs(settings);
    }
}
