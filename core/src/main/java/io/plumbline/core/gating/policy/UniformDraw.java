package io.plumbline.core.gating.policy;

/** An order drawn anew from run seed and step: every node is as likely to come first as any other. */
final class UniformDraw implements Rank {

    @Override
    public double[] scores(Situation situation) {
        Draws draws = Draws.of(situation.seed(), situation.step());
        double[] scores = new double[situation.nodes().size()];
        for (int b = 0; b < scores.length; b++) {
            scores[b] = draws.nextDouble();
        }
        return scores;
    }
}
