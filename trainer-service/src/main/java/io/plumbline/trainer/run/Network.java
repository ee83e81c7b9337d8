package io.plumbline.trainer.run;

import io.plumbline.core.model.Layers;
import io.plumbline.engine.Activation;
import io.plumbline.engine.ChainSpec;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.TransformerSpec;
import io.plumbline.engine.data.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network whose numbers of inputs and outputs follow from the data. */
public sealed interface Network permits Network.Mlp, Chain, Transformer {

    /** What stands for {@code network.kind}, the usual one first. */
    List<String> KINDS = List.of(MlpSpec.KIND, Chain.CNN, Chain.RESNET, ChainSpec.KIND, TransformerSpec.KIND);

    /** Returns names and sizes of the gated layers; their costs depend on the data and mean nothing here. */
    Layers gatedLayers();

    /**
     * Returns the network for data.
     *
     * @param example shape of every example
     * @param classes to tell apart
     * @throws IllegalArgumentException if it cannot be one for such data, with every reason
     */
    NetworkSpec spec(Shape example, int classes);

    /**
     * Returns the same network with other numbers of nodes.
     *
     * @param counts nodes of every gated layer, at least 1 each
     */
    Network withNodes(List<Integer> counts);

    /** Returns what descriptions say below {@code network}, in a fixed order: the same run has the same text everywhere. */
    Map<String, Object> settings();

    /**
     * A multi-layer perceptron.
     *
     * @param layers units of every hidden layer, at least one layer
     * @param activation of the hidden units
     */
    record Mlp(List<Integer> layers, Activation activation) implements Network {

        /** Checks and copies the components. */
        public Mlp {
            layers = List.copyOf(layers);
            if (layers.isEmpty() || layers.stream().anyMatch(units -> units < 1)) {
                throw new IllegalArgumentException(
                        "network.layers must be one or more numbers of units, each at least 1, was " + layers);
            }
        }

        @Override
        public Layers gatedLayers() {
            return spec(Shape.of(1), 2).layers();
        }

        @Override
        public NetworkSpec spec(Shape example, int classes) {
            return new MlpSpec(example.size(), layers, classes, activation);
        }

        @Override
        public Network withNodes(List<Integer> counts) {
            return new Mlp(counts, activation);
        }

        @Override
        public Map<String, Object> settings() {
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("layers", layers);
            settings.put("activation", activation.spelling());
            return Collections.unmodifiableMap(settings);
        }
    }
}
