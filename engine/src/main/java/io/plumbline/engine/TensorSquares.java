package io.plumbline.engine;

import io.plumbline.core.model.AxisNodes;
import io.plumbline.core.model.Layers;
import io.plumbline.engine.EnergyColumns.NodeSquares;
import java.util.Arrays;
import java.util.BitSet;

/** Adds the squares of one tensor's entries to the nodes that own and read them. Not thread safe. */
final class TensorSquares {

    private final GatedTensor gated;
    private final AxisNodes columns;
    private final NodeSquares sums;
    /** Squares of every position within a row; the layer's own sums where positions are its nodes. */
    private final float[] positions;
    /** Whether {@link #positions} has to be added to the nodes. */
    private final boolean folds;

    /** Whether a node may touch all of a row and a position within it, too. */
    private final boolean overlaps;

    private final float[] scratch;

    TensorSquares(GatedTensor gated, Layers layers, NodeSquares sums) {
        this.gated = gated;
        this.columns = gated.columns();
        this.sums = sums;
        int layer = columns.isOwned() ? layers.layerOf(columns.node(0)) : -1;
        boolean oneEach = columns.isOwned() && columns.length() == sums.own(layer).length;
        positions = oneEach ? sums.own(layer) : new float[columns.length()];
        folds = !oneEach && columns.isGated();
        overlaps = overlaps();
        scratch = new float[columns.length()];
    }

    private boolean overlaps() {
        BitSet ofColumns = new BitSet();
        for (int c = 0; columns.isGated() && c < columns.length(); c++) {
            ofColumns.set(columns.node(c));
        }
        for (int r = 0; r < gated.rows(); r++) {
            boolean owner = gated.owner(r) != AxisNodes.NONE && ofColumns.get(gated.owner(r));
            if (owner || Arrays.stream(gated.readers(r)).anyMatch(ofColumns::get)) {
                return true;
            }
        }
        return false;
    }

    void add(float[][] rows) {
        if (folds) {
            Arrays.fill(positions, 0);
        }
        for (int r = 0; r < rows.length; r++) {
            addRow(r, rows[r]);
        }
        if (folds) {
            fold();
        }
    }

    private void fold() {
        for (int c = 0; c < positions.length; c++) {
            if (columns.isOwned()) {
                sums.addOwn(columns.node(c), positions[c]);
            } else {
                sums.addOutgoing(columns.node(c), positions[c]);
            }
        }
    }

    private void addRow(int r, float[] row) {
        int closed = gated.closed(r);
        if (closed > 1) {
            return;
        }
        int owner = gated.owner(r);
        if (columns.isGated()) {
            addToColumns(r, row, closed);
        }
        if (owner != AxisNodes.NONE) {
            if (countsFor(owner, closed)) {
                sums.addOwn(owner, openSquares(row, owner, true));
            }
        } else if (!columns.isOwned() && closed == 0) {
            sums.addUngated(openEntries(row));
        }
        for (int reader : gated.readers(r)) {
            if (reader != owner && countsFor(reader, closed)) {
                sums.addOutgoing(reader, openSquares(row, reader, false));
            }
        }
    }

    /** Whether all nodes but this one that all of a row touches are open. */
    private boolean countsFor(int node, int closed) {
        return closed == 0 || (closed == 1 && !gated.isOpen(node));
    }

    /** What a row holds for the nodes of its positions. */
    private void addToColumns(int r, float[] row, int closed) {
        int owner = gated.owner(r);
        if (closed == 0 && (columns.isOwned() || owner == AxisNodes.NONE)) {
            FloatVectors.addSquares(row, positions);
            return;
        }
        for (int c = 0; c < row.length; c++) {
            int node = columns.node(c);
            boolean ownedAnyway = node == owner;
            boolean closedItself = touches(r, node) && !gated.isOpen(node);
            if (!ownedAnyway && (closed == 0 || closedItself)) {
                positions[c] += row[c] * row[c];
            }
        }
    }

    private boolean touches(int r, int node) {
        for (int reader : gated.readers(r)) {
            if (reader == node) {
                return true;
            }
        }
        return gated.owner(r) == node;
    }

    /** Returns the squares of a row where the nodes of its positions are open, for a node that all of it touches. */
    private float openSquares(float[] row, int node, boolean owns) {
        if (!columns.isGated()) {
            return FloatVectors.sumOfSquares(row, 0, row.length);
        }
        FloatVectors.multiply(row, gated.columnGates(), scratch);
        for (int c = 0; overlaps && c < row.length; c++) {
            if (columns.node(c) == node) {
                // It counts for the node once: as its own.
                scratch[c] = owns ? row[c] : 0;
            }
        }
        return FloatVectors.sumOfSquares(scratch, 0, row.length);
    }

    private float[] openEntries(float[] row) {
        if (!columns.isGated()) {
            return row;
        }
        FloatVectors.multiply(row, gated.columnGates(), scratch);
        return scratch;
    }
}
