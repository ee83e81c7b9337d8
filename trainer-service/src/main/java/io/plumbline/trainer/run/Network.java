package io.plumbline.trainer.run;

import io.plumbline.core.model.Layers;
import io.plumbline.engine.Activation;
import io.plumbline.engine.NetworkSpec;
import java.util.List;

/**
 * A multi-layer perceptron, its inputs and outputs left to the data.
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

    /** Returns names and sizes of the gated layers; their costs, which depend on the data, do not count. */
    Layers gatedLayers() {
        return spec(1, 2).layers();
    }

    /** Returns the network for data of so many features and classes. */
    public NetworkSpec spec(int features, int classes) {
        return new NetworkSpec(features, layers, classes, activation);
    }
}
