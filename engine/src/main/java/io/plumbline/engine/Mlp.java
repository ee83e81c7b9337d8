package io.plumbline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A multi-layer perceptron as blocks: linear maps, and a layer of gated units behind each but the last. */
final class Mlp {

    private Mlp() {}

    /** Returns its pass without dropout. */
    static Pass pass(NetworkSpec network, Weights weights, int examples, Use use) {
        return pass(network, weights, examples, use, Dropout.none(network.layers()));
    }

    /**
     * Returns its pass.
     *
     * @param weights read at every use
     * @param examples how many, at least 1
     */
    static Pass pass(NetworkSpec network, Weights weights, int examples, Use use, Dropout dropout) {
        List<Place> places = new ArrayList<>(List.of(Place.ofFeatures(examples, network.features())));
        List<Block> blocks = new ArrayList<>();
        for (int l = 0; l < network.depth(); l++) {
            boolean isOutput = l == network.depth() - 1;
            Place in = places.get(places.size() - 1);
            Place z = Place.of(examples, network.width(l + 1), use);
            places.add(z);
            blocks.add(new Linear(l, 2 * l, isOutput ? Optional.empty() : Optional.of(l), weights, in, z, use));
            if (!isOutput) {
                Place out = z.gated(use);
                places.add(out);
                blocks.add(new Units(l, network.activation(), z, out, dropout));
            }
        }
        return new Pass(places, blocks);
    }
}
