package io.plumbline.trainer.run;

import io.plumbline.core.model.Layers;
import io.plumbline.engine.Activation;
import io.plumbline.engine.NetworkSpec;
import java.util.List;

/**
 * A multi-layer perceptron whose numbers of inputs and outputs follow from the data.
 *
 * @param layers units of every hidden layer, at least one layer
 * @param activation of the hidden units
 */
public record Network(List<Integer> layers, Activation activation) {

    /** Checks and copies the components. */
    public Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || layers.stream().anyMatch(units -> units < 1)) {
            throw new IllegalArgumentException(
                    "network.layers must be one or more numbers of units, each at least 1, was " + layers);
        }
    }

    /** Returns names and sizes of the gated layers; their costs depend on the data and mean nothing here. */
    public Layers gatedLayers() {
        return spec(1, 2).layers();
    }

    /** Returns the network for data with these numbers of features and classes. */
    public NetworkSpec spec(int features, int classes) {
        return new NetworkSpec(features, layers, classes, activation);
    }
}
