package io.plumbline.core.gating;

import java.util.stream.IntStream;

/**
 * A change as it is remembered until it is judged. Immutable.
 *
 * <p>{@code closed} and {@code opened} are ascending node numbers.
 */
final class Announcement {

    private final long version;
    private final boolean rollback;
    private final double predicted;
    private final int[] closed;
    private final int[] opened;

    private Announcement(long version, boolean rollback, double predicted, int[] closed, int[] opened) {
        this.version = version;
        this.rollback = rollback;
        this.predicted = predicted;
        this.closed = closed;
        this.opened = opened;
    }

    static Announcement of(Change change) {
        return new Announcement(
                change.version(), change.rollback(), change.predictedLossChange(), change.closed(), change.opened());
    }

    long version() {
        return version;
    }

    boolean rollback() {
        return rollback;
    }

    /** Returns whether it removes the closed nodes: it changes none. */
    boolean compaction() {
        return closed.length + opened.length == 0;
    }

    /** Predicted loss change, nats. */
    double predicted() {
        return predicted;
    }

    int[] closed() {
        return closed.clone();
    }

    int[] opened() {
        return opened.clone();
    }

    /** All nodes that it changes. */
    IntStream nodes() {
        return IntStream.concat(IntStream.of(closed), IntStream.of(opened));
    }

    void writeTo(StateWriter out) {
        out.put(version).put(rollback).put(predicted).put(closed).put(opened);
    }

    static Announcement readFrom(StateReader in) {
        return new Announcement(in.getLong(), in.getBoolean(), in.getDouble(), in.getInts(), in.getInts());
    }
}
