package io.plumbline.core.gating.policy;

/**
 * Ranks by |γ_b|/c_b, the first-order change of the loss per operation saved: least first. At the first steps of a run this
 * is pruning at initialization (Lee, Ajanthan, Torr 2019, eq. 5, on gates; per cost: van Amersfoort et al. 2020,
 * "Single shot structured pruning before training").
 */
final class TaylorPerCostRank implements Rank {

    @Override
    public double[] scores(Situation situation) {
        double[] gamma = situation.nodes().gamma();
        double[] costShares = ObjectiveTerms.costShares(situation.layers());
        double[] scores = new double[gamma.length];
        for (int b = 0; b < scores.length; b++) {
            scores[b] = Math.abs(gamma[b]) / (scores.length * costShares[b]);
        }
        return scores;
    }
}
