package io.plumbline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Networks as blocks. Not thread safe. */
final class Blocks {

    private final NetworkSpec network;
    private final Weights weights;
    private final int examples;
    private final Use use;
    private final Dropout dropout;
    private final List<Place> places = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private int learners;
    private int layers;

    private Blocks(NetworkSpec network, Weights weights, int examples, Use use, Dropout dropout) {
        this.network = network;
        this.weights = weights;
        this.examples = examples;
        this.use = use;
        this.dropout = dropout;
        places.add(Place.ofFeatures(examples, network.features()));
    }

    /**
     * Returns the pass of a network.
     *
     * @param weights read at every use
     * @param examples how many, at least 1
     * @param dropout of steps
     */
    static Pass pass(NetworkSpec network, Weights weights, int examples, Use use, Dropout dropout) {
        Blocks made = new Blocks(network, weights, examples, use, dropout);
        if (network instanceof CnnSpec cnn) {
            made.convolutions(cnn);
            made.dense(cnn.dense());
        } else if (network instanceof MlpSpec mlp) {
            made.dense(mlp.hidden());
        }
        return new Pass(made.places, made.blocks);
    }

    private Place last() {
        return places.get(places.size() - 1);
    }

    private Place add(Place place) {
        places.add(place);
        return place;
    }

    /** Linear maps, a layer of gated units behind each but the last. */
    private void dense(List<Integer> hidden) {
        for (int units : hidden) {
            linear(units, Optional.of(layers));
            units(units);
        }
        linear(network.classes(), Optional.empty());
    }

    private void linear(int columns, Optional<Integer> layer) {
        Place in = last();
        Place z = add(Place.of(examples, columns, use));
        blocks.add(Linear.of(learners, 2 * learners, layer, weights, in, z, use));
        learners++;
    }

    private void units(int nodes) {
        Place z = last();
        Place out = add(z.gated(use));
        blocks.add(new Units(layers, nodes, network.activation(), z, out, dropout));
        layers++;
    }

    /** Convolutions with their gated channels, and the mean over what is left of the images. */
    private void convolutions(CnnSpec cnn) {
        if (cnn.before(0).channels() > 1) {
            Place planes = last();
            blocks.add(new Interleave(cnn.before(0), planes, add(Place.ofFeatures(examples, network.features()))));
        }
        for (int l = 0; l < cnn.channels().size(); l++) {
            ImageShape made = cnn.before(l).withChannels(cnn.channels().get(l));
            Place in = last();
            Place z = add(Place.of(examples, made.size(), use));
            blocks.add(Convolution.of(2 * learners, layers, weights, cnn.before(l), in, z, use));
            learners++;
            if (cnn.isPooled(l)) {
                blocks.add(new MaxPool(
                        made, z, add(Place.of(examples, made.pooled().size(), use))));
            }
            units(made.channels());
        }
        Place images = last();
        int channels = cnn.channels().get(cnn.channels().size() - 1);
        blocks.add(new MeanPool(images, add(Place.behindGates(examples, channels, use))));
    }
}
