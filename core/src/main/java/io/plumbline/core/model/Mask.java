package io.plumbline.core.model;

import java.util.BitSet;

/** The gates of all nodes of a run: open or closed. Immutable. */
public final class Mask {

    private final int nodes;
    private final BitSet open;

    private Mask(int nodes, BitSet open) {
        this.nodes = nodes;
        this.open = open;
    }

    /** Returns the mask of {@code nodes} open gates. */
    public static Mask allOpen(int nodes) {
        if (nodes < 0) {
            throw new IllegalArgumentException("nodes must be at least 0, was " + nodes);
        }
        BitSet open = new BitSet(nodes);
        open.set(0, nodes);
        return new Mask(nodes, open);
    }

    /**
     * Returns the mask of these bytes.
     *
     * @param bytes bit b of byte b/8, least significant first, is 1 where node b is open
     * @param nodes number of nodes
     * @throws IllegalArgumentException if the bytes are not those of this many nodes
     */
    public static Mask fromBytes(byte[] bytes, int nodes) {
        BitSet open = BitSet.valueOf(bytes);
        if (bytes.length != (nodes + 7) / 8 || open.length() > nodes) {
            throw new IllegalArgumentException(
                    "a mask of " + nodes + " nodes has " + (nodes + 7) / 8 + " bytes, got " + bytes.length);
        }
        return new Mask(nodes, open);
    }

    /** Returns the bytes that {@link #fromBytes} reads: (N + 7) / 8 of them. */
    public byte[] toBytes() {
        byte[] bytes = new byte[(nodes + 7) / 8];
        byte[] set = open.toByteArray();
        System.arraycopy(set, 0, bytes, 0, set.length);
        return bytes;
    }

    /** Returns the number of nodes N. */
    public int nodes() {
        return nodes;
    }

    /** Returns whether the gate of node {@code node} is open, 0 ≤ node &lt; N. */
    public boolean isOpen(int node) {
        if (node < 0 || node >= nodes) {
            throw new IndexOutOfBoundsException("node " + node + " of " + nodes);
        }
        return open.get(node);
    }

    /** Returns how many gates are open. */
    public int openCount() {
        return open.cardinality();
    }

    /** Returns how many gates are open among the nodes {@code from} (inclusive) to {@code to} (exclusive). */
    public int openCount(int from, int to) {
        return open.get(from, to).cardinality();
    }

    /**
     * Returns the mask after a change.
     *
     * @param closed nodes to close, open now
     * @param opened nodes to open, closed now
     * @throws IllegalArgumentException if a node is already as asked
     */
    public Mask with(int[] closed, int[] opened) {
        BitSet after = (BitSet) open.clone();
        for (int node : closed) {
            flip(after, node, true);
        }
        for (int node : opened) {
            flip(after, node, false);
        }
        return new Mask(nodes, after);
    }

    private void flip(BitSet gates, int node, boolean expectedOpen) {
        if (node < 0 || node >= nodes || gates.get(node) != expectedOpen) {
            throw new IllegalArgumentException(
                    "node " + node + " of " + nodes + " is not " + (expectedOpen ? "open" : "closed"));
        }
        gates.flip(node);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that && nodes == that.nodes && open.equals(that.open);
    }

    @Override
    public int hashCode() {
        return 31 * nodes + open.hashCode();
    }

    @Override
    public String toString() {
        return openCount() + " of " + nodes + " open";
    }
}
