package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Layers;

/**
 * Ranks by ‖w_b‖² over the mean of its layer: lightest first (Li et al. 2017; relative to the layer, since fan-in sets the
 * size of a norm).
 */
final class MagnitudeRank implements Rank {

    @Override
    public double[] scores(Situation situation) {
        Layers layers = situation.layers();
        double[] norms = situation.nodes().weightNorm();
        double[] scores = new double[norms.length];
        for (int l = 0; l < layers.size(); l++) {
            double sum = 0;
            for (int b = layers.start(l); b < layers.end(l); b++) {
                sum += norms[b];
            }
            double mean = sum / (layers.end(l) - layers.start(l));
            for (int b = layers.start(l); b < layers.end(l); b++) {
                scores[b] = mean > 0 ? norms[b] / mean : 0;
            }
        }
        return scores;
    }
}
