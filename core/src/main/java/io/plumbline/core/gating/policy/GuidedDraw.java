package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Layers;

/**
 * An order drawn anew from run seed and step, in which badly conditioned nodes tend to come first: ascending −log(u_b)/w_b,
 * so that at every place a node comes with a probability proportional to its w_b among those that are left (Efraimidis,
 * Spirakis 2006). w_b = (n_l − r_b)/n_l with r_b = 0 … n_l − 1 the place of the node in its layer by {@link KappaRank}, worst
 * first. Ranks are of the layer, so that all layers rest alike, as in an order drawn without weights.
 */
final class GuidedDraw implements Rank {

    private final Rank badness = new KappaRank(1);

    @Override
    public double[] scores(Situation situation) {
        Layers layers = situation.layers();
        Draws draws = Draws.of(situation.seed(), situation.step());
        double[] scores = new double[situation.nodes().size()];
        for (int b = 0; b < scores.length; b++) {
            scores[b] = -StrictMath.log(draws.nextDouble());
        }
        int[] rank = new int[layers.size()];
        for (int b : Order.ascending(badness.scores(situation))) {
            int layer = layers.layerOf(b);
            int nodes = layers.all().get(layer).nodes();
            scores[b] /= (double) (nodes - rank[layer]++) / nodes;
        }
        return scores;
    }
}
