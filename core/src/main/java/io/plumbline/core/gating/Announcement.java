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
    private final boolean compaction;
    private final double predicted;
    private final int[] closed;
    private final int[] opened;

    private Announcement(
            long version, boolean rollback, boolean compaction, double predicted, int[] closed, int[] opened) {
        this.version = version;
        this.rollback = rollback;
        this.compaction = compaction;
        this.predicted = predicted;
        this.closed = closed;
        this.opened = opened;
    }

    static Announcement of(Change change) {
        return new Announcement(
                change.version(),
                change.rollback(),
                change.compaction(),
                change.predictedLossChange(),
                change.closed(),
                change.opened());
    }

    long version() {
        return version;
    }

    boolean rollback() {
        return rollback;
    }

    /** Returns whether it removes the nodes that were closed before it. */
    boolean compaction() {
        return compaction;
    }

    /** Returns whether it closes or opens a node. */
    boolean changesNodes() {
        return closed.length + opened.length > 0;
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
        out.put(version).put(rollback).put(predicted).put(closed).put(opened).put(compaction);
    }

    /** Reads one; before {@link RunHead#CLOSING_COMPACTIONS} a compaction was a change without nodes. */
    static Announcement readFrom(StateReader in, int format) {
        long version = in.getLong();
        boolean rollback = in.getBoolean();
        double predicted = in.getDouble();
        int[] closed = in.getInts();
        int[] opened = in.getInts();
        boolean compaction =
                format < RunHead.CLOSING_COMPACTIONS ? closed.length + opened.length == 0 : in.getBoolean();
        return new Announcement(version, rollback, compaction, predicted, closed, opened);
    }
}
