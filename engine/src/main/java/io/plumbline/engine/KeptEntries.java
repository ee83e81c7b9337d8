package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Tensor;
import io.plumbline.core.model.TensorSlices;
import java.util.Arrays;
import java.util.function.Consumer;

/** The entries of one tensor that are left in a smaller network. Immutable. */
final class KeptEntries {

    private static final float[] NOTHING = {};

    /** Shape in the whole network. */
    private final int[] whole;
    /** Shape in the smaller. */
    private final int[] small;
    /** Rows that are left, by their number in the whole, ascending. */
    private final int[] rows;
    /** Positions within a row that are left, ascending. */
    private final int[] columns;

    /** Finds the entries that are left with some nodes of a network. */
    KeptEntries(Architecture network, Tensor tensor, Mask left) {
        TensorSlices slices = network.slices(tensor);
        whole = tensor.shape(network.layers(), network.all());
        small = tensor.shape(network.layers(), left);
        rows = slices.keptRows(left);
        columns = slices.keptColumns(left);
    }

    /** Returns an array of the whole network as that of the smaller. */
    NamedArray select(NamedArray array) {
        requireShape(array, whole);
        float[] from = array.own();
        return NamedArray.filled(array.name(), small, into -> {
            int to = 0;
            for (int row : rows) {
                for (int column : columns) {
                    into[to++] = from[row * width() + column];
                }
            }
        });
    }

    /** Returns an array of the smaller network as that of the whole, 0 where nothing is left. */
    NamedArray scatter(NamedArray array) {
        requireShape(array, small);
        float[] from = array.own();
        return NamedArray.filled(array.name(), whole, into -> {
            int at = 0;
            for (int row : rows) {
                for (int column : columns) {
                    into[row * width() + column] = from[at++];
                }
            }
        });
    }

    /**
     * Hands over the rows of the whole network, 0 where nothing is left.
     *
     * @param of the smaller network
     * @param taker reads a row at once: it is filled anew for the next
     */
    void eachRow(float[][] of, Consumer<float[]> taker) {
        float[] row = new float[width()];
        int all = Arrays.stream(whole).reduce(1, Math::multiplyExact) / width();
        int next = 0;
        for (int r = 0; r < all; r++) {
            boolean isLeft = next < rows.length && rows[next] == r;
            spread(isLeft ? of[next++] : NOTHING, row);
            taker.accept(row);
        }
    }

    private void spread(float[] from, float[] row) {
        Arrays.fill(row, 0);
        for (int c = 0; c < from.length; c++) {
            row[columns[c]] = from[c];
        }
    }

    private int width() {
        return whole[whole.length - 1];
    }

    private static void requireShape(NamedArray array, int[] shape) {
        if (!Arrays.equals(array.shape(), shape)) {
            throw new IllegalArgumentException("expected shape " + Arrays.toString(shape) + ", got " + array);
        }
    }
}
