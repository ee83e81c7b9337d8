package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import java.util.List;

/**
 * A multi-layer perceptron whose hidden units are gated.
 *
 * @param features inputs per example, at least 1
 * @param hidden units of every hidden layer, at least one layer of at least one unit
 * @param classes outputs, at least 2
 * @param activation of the hidden units
 */
public record MlpSpec(int features, List<Integer> hidden, int classes, Activation activation) implements NetworkSpec {

    /** In descriptions and files. */
    public static final String KIND = "mlp";

    /** Checks and copies the components. */
    public MlpSpec {
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

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public long signals() {
        return hidden.stream().mapToLong(Integer::longValue).sum() + classes;
    }

    /** Returns its tensors, {@code dense-1.weight}, {@code dense-1.bias}, …, {@code output.bias}, and what nodes are to them. */
    @Override
    public Architecture architecture() {
        return Architecture.ofDense(features, hidden, classes);
    }

    @Override
    public MlpSpec withNodes(List<Integer> units) {
        return new MlpSpec(features, units, classes, activation);
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
}
