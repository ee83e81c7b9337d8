package io.plumbline.core.model;

/**
 * How the nodes of a network are divided into shards: in node order, 4,096 in each, the rest in the last. Statistics
 * are sent and stored shard by shard, so that no record of a step grows beyond 256 KiB.
 *
 * @param nodes N, at least 1
 */
public record Shards(int nodes) {

    /** Nodes of every shard but the last. */
    public static final int MOST_NODES = 4096;

    /** Checks the component. */
    public Shards {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes must be at least 1, was " + nodes);
        }
    }

    /** Returns the number of shards. */
    public int count() {
        return (nodes - 1) / MOST_NODES + 1;
    }

    /** Returns the number of the first node of shard {@code shard}, from 0. */
    public int first(int shard) {
        if (shard < 0 || shard >= count()) {
            throw new IndexOutOfBoundsException("shard " + shard + " of " + count());
        }
        return shard * MOST_NODES;
    }

    /** Returns how many nodes shard {@code shard} holds, 1 to 4,096. */
    public int size(int shard) {
        return Math.min(MOST_NODES, nodes - first(shard));
    }

    /** Returns the shard that holds node {@code node}. */
    public int of(int node) {
        if (node < 0 || node >= nodes) {
            throw new IndexOutOfBoundsException("node " + node + " of " + nodes);
        }
        return node / MOST_NODES;
    }
}
