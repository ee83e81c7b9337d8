package io.plumbline.engine.reference;

import io.plumbline.engine.Frozen;
import io.plumbline.engine.Score;

/** A copy of a network with some weights. */
final class TinyFrozen implements Frozen {

    private final TinyNetwork network;

    TinyFrozen(TinyNetwork of, float[] weights) {
        network = new TinyNetwork(of.features, of.nodes, of.classes);
        System.arraycopy(weights, 0, network.parameters, 0, weights.length);
        System.arraycopy(of.gates, 0, network.gates, 0, of.gates.length);
    }

    @Override
    public Score evaluate(float[] features, int[] labels, int examples) {
        if (labels.length < examples || features.length < examples * network.features) {
            throw new IllegalArgumentException(examples + " examples of " + network.features + " features asked for, "
                    + labels.length + " labels and " + features.length + " numbers given");
        }
        TinyNetwork.Pass pass = network.new Pass();
        double wrong = 0;
        for (int i = 0; i < examples; i++) {
            pass.forward(features, i, labels[i]);
            for (double p : pass.p) {
                if (p > pass.p[labels[i]]) {
                    wrong++;
                    break;
                }
            }
        }
        return new Score(network.loss(features, labels, examples), wrong / examples);
    }
}
