package io.plumbline.metrics;

import io.plumbline.core.model.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Labels of what is said by layer: its name, and what a node of it is. */
final class LayerLabels {

    static final List<String> NAMES = List.of("layer", "kind");

    /** Of parameters that no node owns. */
    private static final String UNGATED = "ungated";

    private LayerLabels() {}

    /** Returns the values of the labels. */
    static List<String> of(Layer layer) {
        return List.of(layer.name(), layer.kind().spelling());
    }

    /** Returns the values of the labels of a layer by its name; ungated parameters stand for none. */
    static List<String> of(RunView view, String name) {
        Optional<Layer> layer = view.facts().layers().all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
        return layer.map(LayerLabels::of).orElseGet(() -> List.of(name, UNGATED));
    }

    /** Returns a value of every layer, by its labels; the function is given the layer's place. */
    static Map<List<String>, Double> each(RunView view, IntToDoubleFunction value) {
        Map<List<String>, Double> values = new LinkedHashMap<>();
        List<Layer> layers = view.facts().layers().all();
        for (int l = 0; l < layers.size(); l++) {
            values.put(of(layers.get(l)), value.applyAsDouble(l));
        }
        return values;
    }
}
