package io.plumbline.core.gating.policy;

import java.util.stream.IntStream;

/**
 * Consecutive nodes as {@link SharedNetwork} works on them: features column by column, so that loops over nodes become
 * vectors, and so few nodes that all columns stay in the cache from unit to unit. Mutable, confined to one proposal.
 */
final class NodeBlock {

    /** Most nodes of a block. */
    static final int SIZE = 1024;

    private final int first;
    private final double[][] columns;
    private final double[][] activations;
    private final int[] all;
    private int[] filled;

    private NodeBlock(int features, int hidden, int first, int size) {
        this.first = first;
        this.columns = new double[features][size];
        this.activations = new double[hidden][size];
        this.all = IntStream.range(0, features).toArray();
        this.filled = all;
    }

    /**
     * Cuts nodes into blocks, the features of which are to be loaded.
     *
     * @param nodes N
     * @param features F
     * @param hidden H
     */
    static NodeBlock[] cut(int nodes, int features, int hidden) {
        NodeBlock[] blocks = new NodeBlock[(nodes + SIZE - 1) / SIZE];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new NodeBlock(features, hidden, i * SIZE, Math.min(SIZE, nodes - i * SIZE));
        }
        return blocks;
    }

    /** Takes the features of its nodes from those of all, node after node, shape [N·F]. */
    void load(double[] x) {
        int features = columns.length;
        for (int f = 0; f < features; f++) {
            double[] column = columns[f];
            for (int i = 0; i < column.length; i++) {
                column[i] = x[(first + i) * features + f];
            }
        }
        filled = fill();
    }

    /** Returns the first node. */
    int first() {
        return first;
    }

    /** Returns how many nodes there are. */
    int size() {
        return columns[0].length;
    }

    /** Returns the features, shape [F][size]; do not change. */
    double[][] columns() {
        return columns;
    }

    /** Returns the latest outputs of the tanh units, shape [H][size], to be overwritten. */
    double[][] activations() {
        return activations;
    }

    /** Returns the features; do not change. */
    int[] all() {
        return all;
    }

    /**
     * Returns the features that are not 0 at every node, ascending, and as many others as fill the last group; do not
     * change.
     */
    int[] filled() {
        return filled;
    }

    private int[] fill() {
        int zeros = (int) IntStream.of(all).filter(f -> isZero(columns[f])).count();
        int dropped = zeros / WeightedSums.ABREAST * WeightedSums.ABREAST;
        int[] kept = new int[all.length - dropped];
        int at = kept.length;
        for (int f = all.length - 1; f >= 0; f--) {
            if (dropped > 0 && isZero(columns[f])) {
                dropped--;
            } else {
                kept[--at] = f;
            }
        }
        return kept;
    }

    private static boolean isZero(double[] column) {
        for (double value : column) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
