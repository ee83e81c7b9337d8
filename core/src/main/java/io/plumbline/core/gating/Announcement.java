package io.plumbline.core.gating;

import io.plumbline.core.model.Mask;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A change as it is remembered until its rollback window has passed. Immutable.
 *
 * <p>{@code closed} and {@code opened} are ascending node numbers.
 */
final class Announcement {

    private final long version;
    private final boolean rollback;
    private final double predicted;
    private final int[] closed;
    private final int[] opened;
    private final Optional<Mask> remaining;

    private Announcement(
            long version, boolean rollback, double predicted, int[] closed, int[] opened, Optional<Mask> remaining) {
        this.version = version;
        this.rollback = rollback;
        this.predicted = predicted;
        this.closed = closed;
        this.opened = opened;
        this.remaining = remaining;
    }

    static Announcement of(Change change) {
        return new Announcement(
                change.version(),
                change.rollback(),
                change.predictedLossChange(),
                change.closed(),
                change.opened(),
                change.remaining());
    }

    long version() {
        return version;
    }

    boolean rollback() {
        return rollback;
    }

    /** Returns the nodes that remain in the network, as open ones, if it removes some. */
    Optional<Mask> remaining() {
        return remaining;
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
        out.put(version).put(rollback).put(predicted).put(closed).put(opened);
        out.put(remaining.isPresent());
        remaining.ifPresent(left -> out.put(left.nodes()).put(left.toBytes()));
    }

    static Announcement readFrom(StateReader in) {
        long version = in.getLong();
        boolean rollback = in.getBoolean();
        double predicted = in.getDouble();
        int[] closed = in.getInts();
        int[] opened = in.getInts();
        Optional<Mask> remaining = Optional.empty();
        if (in.getBoolean()) {
            int nodes = in.getInt();
            remaining = Optional.of(Mask.fromBytes(in.getBytes(), nodes));
        }
        return new Announcement(version, rollback, predicted, closed, opened, remaining);
    }
}
