package io.plumbline.core.gating.policy;

/** Ranks by |γ_b|, the first-order change of the loss: least first (Molchanov et al. 2019, eq. 8, on gates). */
final class TaylorRank implements Rank {

    @Override
    public double[] scores(Situation situation) {
        double[] gamma = situation.nodes().gamma();
        double[] scores = new double[gamma.length];
        for (int b = 0; b < scores.length; b++) {
            scores[b] = Math.abs(gamma[b]);
        }
        return scores;
    }
}
