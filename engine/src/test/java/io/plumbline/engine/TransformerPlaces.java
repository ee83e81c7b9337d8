package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the weights of a transformer stand among all of them, and whose they are, by definition. */
final class TransformerPlaces {

    private final TransformerSpec network;
    private final Layers layers;
    /** Place of the first entry of every tensor among all weights. */
    private final Map<String, Integer> starts = new HashMap<>();

    TransformerPlaces(TransformerSpec network) {
        this.network = network;
        Architecture table = network.architecture();
        layers = table.layers();
        int at = 0;
        for (Tensor tensor : table.parameterTensors()) {
            starts.put(tensor.name(), at);
            at += Arrays.stream(tensor.shape(layers, table.all())).reduce(1, (a, b) -> a * b);
        }
    }

    int at(String tensor, int place) {
        return starts.get(tensor) + place;
    }

    /** Returns the places of what a node owns, or of what reads it. */
    int[] of(int node, boolean owned) {
        int l = layers.layerOf(node);
        int b = node - layers.start(l);
        String name = "block-" + (l / 2 + 1);
        if (l % 2 == 1 && network.blocks().get(l / 2).experts() > 0) {
            return owned ? placesOfExpert(name, network.blocks().get(l / 2).units(), b) : new int[0];
        }
        boolean isHead = l % 2 == 0;
        int nodes = layers.end(l) - layers.start(l);
        int d = isHead ? network.headWidth() : 1;
        String map = name + (isHead ? ".attention" : ".units");
        if (!owned) {
            return IntStream.range(b * d * network.width(), (b + 1) * d * network.width())
                    .map(place -> at(map + ".back.weight", place))
                    .toArray();
        }
        int columns = (isHead ? 3 : 1) * nodes * d;
        IntStream weights = IntStream.range(0, network.width() * columns)
                .filter(place -> place % columns / d % nodes == b)
                .map(place -> at(map + ".weight", place));
        IntStream biases = IntStream.range(0, columns)
                .filter(column -> column / d % nodes == b)
                .map(column -> at(map + ".bias", column));
        return IntStream.concat(weights, biases).toArray();
    }

    /** Returns the places of the router's column of an expert. */
    int[] following(int node) {
        int l = layers.layerOf(node);
        int experts = network.blocks().get(l / 2).experts();
        return l % 2 == 0 || experts == 0
                ? new int[0]
                : IntStream.range(0, network.width())
                        .map(c -> at("block-" + (l / 2 + 1) + ".router.weight", c * experts + node - layers.start(l)))
                        .toArray();
    }

    private int[] placesOfExpert(String name, int units, int e) {
        int width = network.width();
        return Stream.of(
                        range(name + ".experts.weight", e, width * units),
                        range(name + ".experts.bias", e, units),
                        range(name + ".experts.back.weight", e, units * width),
                        range(name + ".experts.back.bias", e, width))
                .flatMapToInt(places -> places)
                .toArray();
    }

    private IntStream range(String tensor, int block, int length) {
        return IntStream.range(block * length, (block + 1) * length).map(place -> at(tensor, place));
    }
}
