package io.plumbline.core.model;

import java.util.Arrays;
import java.util.List;

/**
 * The slices of a tensor that belong to nodes. Its entries are seen as rows: the last axis runs within a row, all others,
 * outermost first, number the rows. Immutable.
 */
public final class TensorSlices {

    private final AxisNodes[] leading;
    private final AxisNodes last;

    TensorSlices(Layers layers, Tensor tensor) {
        List<Axis> axes = tensor.axes();
        leading = axes.subList(0, axes.size() - 1).stream()
                .map(axis -> new AxisNodes(layers, axis))
                .toArray(AxisNodes[]::new);
        last = new AxisNodes(layers, axes.get(axes.size() - 1));
    }

    /** Returns the number of rows, at least 1. */
    public int rows() {
        return Arrays.stream(leading).mapToInt(AxisNodes::length).reduce(1, Math::multiplyExact);
    }

    /** Returns the number of entries of a row. */
    public int columns() {
        return last.length();
    }

    /** Returns the nodes of the positions within a row. */
    public AxisNodes last() {
        return last;
    }

    /** Returns the node that owns all of a row; {@link AxisNodes#NONE} where none does. */
    public int ownerOfRow(int row) {
        int rest = row;
        for (int a = leading.length - 1; a >= 0; a--) {
            if (leading[a].isOwned()) {
                return leading[a].node(rest % leading[a].length());
            }
            rest /= leading[a].length();
        }
        return AxisNodes.NONE;
    }

    /**
     * Returns the nodes that all of a row reads.
     *
     * @return each once, in the order of the axes; empty for none
     */
    public int[] readByRow(int row) {
        int[] found = new int[leading.length];
        int count = 0;
        int rest = row;
        for (int a = leading.length - 1; a >= 0; a--) {
            if (leading[a].isRead()) {
                int node = leading[a].node(rest % leading[a].length());
                if (Arrays.stream(found, 0, count).noneMatch(known -> known == node)) {
                    found[count++] = node;
                }
            }
            rest /= leading[a].length();
        }
        return Arrays.copyOf(found, count);
    }

    /** Returns the rows that stay, ascending. */
    public int[] keptRows(Mask present) {
        int[] rows = {0};
        for (AxisNodes axis : leading) {
            int[] kept = axis.kept(present);
            int[] next = new int[rows.length * kept.length];
            for (int r = 0; r < rows.length; r++) {
                for (int k = 0; k < kept.length; k++) {
                    next[r * kept.length + k] = rows[r] * axis.length() + kept[k];
                }
            }
            rows = next;
        }
        return rows;
    }

    /** Returns the positions within a row that stay, ascending. */
    public int[] keptColumns(Mask present) {
        return last.kept(present);
    }
}
