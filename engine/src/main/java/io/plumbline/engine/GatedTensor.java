package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.AxisNodes;
import io.plumbline.core.model.Tensor;
import io.plumbline.core.model.TensorSlices;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A tensor under gates: which nodes own and read its entries, and which of them are open. Not thread safe. */
final class GatedTensor {

    private static final float[] UNGATED = {};

    private final TensorSlices slices;
    private final int[] owners;
    private final int[][] readers;
    /** The gate of every position within a row; {@link #UNGATED} where gates do not bear on it. */
    private final float[] columnGates;
    /** Of all nodes, 1 open, 0 closed. */
    private float[] gates = {};

    GatedTensor(Architecture network, Tensor tensor) {
        slices = network.slices(tensor);
        owners = IntStream.range(0, slices.rows()).map(slices::ownerOfRow).toArray();
        readers = IntStream.range(0, slices.rows()).mapToObj(slices::readByRow).toArray(int[][]::new);
        columnGates = slices.last().isGated() ? new float[slices.columns()] : UNGATED;
    }

    /**
     * Puts gates into force.
     *
     * @param ofAllNodes 1 open, 0 closed, in node order: kept, and read until the next call
     */
    void gates(float[] ofAllNodes) {
        gates = ofAllNodes;
        for (int c = 0; c < columnGates.length; c++) {
            columnGates[c] = ofAllNodes[slices.last().node(c)];
        }
    }

    int rows() {
        return owners.length;
    }

    /** Returns the nodes of the positions within a row. */
    AxisNodes columns() {
        return slices.last();
    }

    /** Returns the gate of every position within a row, the array itself; of length 0 where gates do not bear on it. */
    float[] columnGates() {
        return columnGates;
    }

    /** Returns the node that owns all of a row; {@link AxisNodes#NONE} where none does. */
    int owner(int row) {
        return owners[row];
    }

    /** Returns the nodes that all of a row reads: the array itself. */
    int[] readers(int row) {
        return readers[row];
    }

    /** Returns how many of the nodes that all of a row touches are closed. */
    int closed(int row) {
        int closed = owners[row] != AxisNodes.NONE && gates[owners[row]] == 0 ? 1 : 0;
        for (int reader : readers[row]) {
            closed += gates[reader] == 0 && reader != owners[row] ? 1 : 0;
        }
        return closed;
    }

    boolean isOpen(int node) {
        return gates[node] != 0;
    }

    /** Copies a row with zeros where a node that owns or reads the entry is closed; source and target may be one. */
    void zeroClosed(int row, float[] from, float[] into) {
        if (closed(row) > 0) {
            Arrays.fill(into, 0);
        } else if (columnGates.length == 0) {
            System.arraycopy(from, 0, into, 0, from.length);
        } else {
            FloatVectors.multiply(from, columnGates, into);
        }
    }
}
