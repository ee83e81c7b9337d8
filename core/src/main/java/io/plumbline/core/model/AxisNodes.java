package io.plumbline.core.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which node every position of an axis belongs to, all nodes present. Immutable. */
public final class AxisNodes {

    /** Stands for a position that belongs to no node. */
    public static final int NONE = -1;

    private final int[] nodes;
    private final boolean owned;
    private final boolean read;

    AxisNodes(Layers layers, Axis axis) {
        int length = axis.length(layers, Mask.allOpen(layers.nodes()));
        this.owned = axis.has(Role.OWNS);
        this.read = axis.has(Role.READS);
        this.nodes = new int[length];
        Arrays.fill(nodes, NONE);
        int inner = length;
        for (Factor factor : axis.factors()) {
            if (factor instanceof Factor.Nodes of) {
                int first = layers.start(of.layer());
                int count = layers.end(of.layer()) - first;
                int span = inner / count;
                for (int p = 0; p < length; p++) {
                    nodes[p] = first + p / span % count;
                }
            } else {
                inner /= ((Factor.Fixed) factor).size();
            }
        }
    }

    /** Returns the number of positions. */
    public int length() {
        return nodes.length;
    }

    /** Returns the node that a position goes with at a pruning, whatever its role; {@link #NONE} for none. */
    public int node(int position) {
        return nodes[position];
    }

    /** Returns whether its positions are owned by nodes. */
    public boolean isOwned() {
        return owned;
    }

    /** Returns whether its positions read nodes. */
    public boolean isRead() {
        return read;
    }

    /** Returns whether the gates of its nodes affect its positions: they are owned, or read. */
    public boolean isGated() {
        return owned || read;
    }

    /** Returns the positions that stay, ascending. */
    public int[] kept(Mask present) {
        return IntStream.range(0, nodes.length)
                .filter(p -> nodes[p] == NONE || present.isOpen(nodes[p]))
                .toArray();
    }
}
