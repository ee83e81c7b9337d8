package io.plumbline.core.gating.policy;

import io.plumbline.core.random.Draws;

/**
 * An order drawn once from the run's seed: the control without any information. It does not even recognize dead nodes.
 */
final class RandomRank implements Rank {

    @Override
    public double[] scores(Situation situation) {
        Draws draws = Draws.of(situation.seed(), 0);
        double[] scores = new double[situation.nodes().size()];
        for (int b = 0; b < scores.length; b++) {
            scores[b] = draws.nextDouble();
        }
        return scores;
    }

    @Override
    public boolean freesDeadNodes() {
        return false;
    }
}
