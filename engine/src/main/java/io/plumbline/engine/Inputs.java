package io.plumbline.engine;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The placeholders of a graph for a fixed number of examples, in native memory. Not thread safe. */
final class Inputs implements AutoCloseable {

    private final NetworkSpec network;
    private final int examples;
    private final Map<String, INDArray> arrays = new HashMap<>();

    Inputs(NetworkSpec network, int examples) {
        this.network = network;
        this.examples = examples;
        arrays.put("x", Native.matrix(examples, network.features()).assign(0));
        for (int l = 0; l < network.depth(); l++) {
            arrays.put("b" + l, Native.matrix(1, network.width(l + 1)).assign(0));
            if (l < network.depth() - 1) {
                arrays.put(
                        "m" + l, Native.matrix(examples, network.width(l + 1)).assign(1));
            }
        }
    }

    /** Returns the placeholders by name. */
    Map<String, INDArray> byName() {
        return arrays;
    }

    /** Returns the number of examples. */
    int examples() {
        return examples;
    }

    /** Takes the features of the first {@code count} examples. */
    void features(float[] features, int count) {
        Native.write(features, count * network.features(), arrays.get("x"));
    }

    /** Takes the biases of all dense maps. */
    void biases(Parameters weights) {
        for (int l = 0; l < network.depth(); l++) {
            Native.write(weights.bias(l), network.width(l + 1), arrays.get("b" + l));
        }
    }

    /** Takes the gates of all layers, 1 open, 0 closed. */
    void gates(float[][] gates) {
        for (int l = 0; l < gates.length; l++) {
            Native.writeEachRow(gates[l], arrays.get("m" + l));
        }
    }

    /** Takes the gates of layer {@code l}, a row per example. */
    void gates(int l, float[][] rows) {
        Native.write(rows, arrays.get("m" + l));
    }

    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
    }
}
