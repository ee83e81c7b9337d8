package io.plumbline.core.gating;

/** Stores the averages of a run's shards between records. */
public interface Averages {

    /** Returns the averages of shard {@code shard}; empty ones before its first step. Owned by the caller. */
    NodeAverages get(int shard);

    /** Keeps the averages of shard {@code shard}. */
    void put(int shard, NodeAverages averages);
}
