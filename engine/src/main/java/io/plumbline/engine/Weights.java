package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A copy of all learned tensors as blocks read them: in native memory what is multiplied, in Java's the vectors that are added.
 * Not thread safe.
 */
final class Weights implements AutoCloseable {

    private static final float[] NONE = {};

    /** Of every tensor; none of a vector. */
    private final Matrix[] matrices;
    /** Of every tensor; {@link #NONE} of one with more than one axis. */
    private final float[][] vectors;

    /** Of zeros. */
    Weights(Architecture network) {
        List<Tensor> tensors = network.parameterTensors();
        matrices = new Matrix[tensors.size()];
        vectors = new float[tensors.size()][];
        for (int t = 0; t < vectors.length; t++) {
            int[] shape = tensors.get(t).shape(network.layers(), network.all());
            int columns = shape[shape.length - 1];
            vectors[t] = shape.length == 1 ? new float[columns] : NONE;
            if (shape.length > 1) {
                matrices[t] = new Matrix(Arrays.stream(shape).reduce(1, Math::multiplyExact) / columns, columns);
            }
        }
    }

    /** Copies all tensors in. */
    void write(Parameters from) {
        for (int t = 0; t < vectors.length; t++) {
            float[][] rows = from.rows(t);
            for (int r = 0; r < rows.length; r++) {
                write(t, r, rows[r]);
            }
        }
    }

    /** Copies row {@code r} of tensor {@code t} in. */
    void write(int t, int r, float[] row) {
        if (isVector(t)) {
            System.arraycopy(row, 0, vectors[t], 0, row.length);
        } else {
            matrices[t].write(r, row);
        }
    }

    private boolean isVector(int t) {
        return vectors[t].length > 0;
    }

    /** Returns a tensor of more than one axis, its last axis within a row: the matrix itself. */
    Matrix matrix(int tensor) {
        return matrices[tensor];
    }

    /** Returns a tensor of one axis: the array itself. */
    float[] vector(int tensor) {
        return vectors[tensor];
    }

    @Override
    public void close() {
        for (int t = 0; t < matrices.length; t++) {
            if (!isVector(t)) {
                matrices[t].close();
            }
        }
    }
}
