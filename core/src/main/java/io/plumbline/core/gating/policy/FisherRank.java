package io.plumbline.core.gating.policy;

/** Ranks by ½τ_b, the second-order change of the loss by the Fisher matrix: least first (Theis et al. 2018, eq. 8). */
final class FisherRank implements Rank {

    @Override
    public double[] scores(Situation situation) {
        double[] tau = situation.nodes().tau();
        double[] scores = new double[tau.length];
        for (int b = 0; b < scores.length; b++) {
            scores[b] = 0.5 * tau[b];
        }
        return scores;
    }
}
