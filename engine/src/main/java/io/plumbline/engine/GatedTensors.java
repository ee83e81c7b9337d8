package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import java.util.List;

/** All learned tensors of a network under gates. Not thread safe. */
final class GatedTensors {

    private final Layers layers;
    private final List<GatedTensor> tensors;
    private final float[] flat;

    /** Begins with all gates closed: {@link #gates} puts the first into force. */
    GatedTensors(Architecture network) {
        layers = network.layers();
        tensors = network.parameterTensors().stream()
                .map(tensor -> new GatedTensor(network, tensor))
                .toList();
        flat = new float[layers.nodes()];
    }

    /**
     * Puts gates into force.
     *
     * @param gates a row per layer, 1 open, 0 closed; copied
     */
    void gates(float[][] gates) {
        for (int l = 0; l < gates.length; l++) {
            System.arraycopy(gates[l], 0, flat, layers.start(l), gates[l].length);
        }
        tensors.forEach(tensor -> tensor.gates(flat));
    }

    /** Returns the gates of all nodes, in node order: the array itself. */
    float[] flat() {
        return flat;
    }

    GatedTensor get(int tensor) {
        return tensors.get(tensor);
    }

    int size() {
        return tensors.size();
    }

    /** Copies parameters with zeros where a node that owns or reads the entry is closed; both may be one. */
    void zeroClosed(Parameters from, Parameters into) {
        for (int t = 0; t < tensors.size(); t++) {
            float[][] rows = from.rows(t);
            for (int r = 0; r < rows.length; r++) {
                tensors.get(t).zeroClosed(r, rows[r], into.rows(t)[r]);
            }
        }
    }
}
