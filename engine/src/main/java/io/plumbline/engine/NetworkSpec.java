package io.plumbline.engine;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron whose hidden units are gated.
 *
 * @param features inputs per example, at least 1
 * @param hidden units of every hidden layer, at least one layer of at least one unit
 * @param classes outputs, at least 2
 * @param activation of the hidden units
 */
public record NetworkSpec(int features, List<Integer> hidden, int classes, Activation activation) {

    /** Checks and copies the components. */
    public NetworkSpec {
        if (features < 1) {
            throw new IllegalArgumentException("features must be at least 1, was " + features);
        }
        if (classes < 2) {
            throw new IllegalArgumentException("classes must be at least 2, was " + classes);
        }
        hidden = List.copyOf(hidden);
        if (hidden.isEmpty() || hidden.stream().anyMatch(units -> units < 1)) {
            throw new IllegalArgumentException("hidden layers must be one or more of at least 1 unit, were " + hidden);
        }
    }

    /**
     * Returns the gated layers {@code dense-1}, {@code dense-2}, … The cost of a node is that of a forward pass: a
     * multiplication and an addition for every weight that it owns or that reads it.
     */
    public Layers layers() {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < hidden.size(); l++) {
            double cost = 2.0 * (width(l) + width(l + 2));
            layers.add(new Layer("dense-" + (l + 1), LayerKind.DENSE, hidden.get(l), cost));
        }
        return Layers.of(layers);
    }

    /** Returns the size of layer {@code place}: 0 is the input, the last is the output. */
    public int width(int place) {
        if (place == 0) {
            return features;
        }
        return place <= hidden.size() ? hidden.get(place - 1) : classes;
    }

    /** Returns the number of dense maps, the output included. */
    public int depth() {
        return hidden.size() + 1;
    }

    /** Returns the name of dense map {@code place}: its hidden layer, or {@code output}. */
    public String nameOf(int place) {
        return place < hidden.size() ? "dense-" + (place + 1) : "output";
    }

    /** Returns the number of parameters with all units there. */
    public long parameters() {
        long all = 0;
        for (int l = 0; l < depth(); l++) {
            all += (width(l) + 1L) * width(l + 1);
        }
        return all;
    }
}
