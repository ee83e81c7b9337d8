package io.plumbline.trainer.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The queue between the training loop and the publisher's thread, bounded in bytes. Order is kept among all items.
 * There is always room for one step, however large. Waking a thread costs the training loop more than everything else
 * here, so steps that no service waits for stay in the queue until the taker looks again, unless they fill half of the
 * queue. Thread safe; only {@link #put} and {@link #take} wait.
 */
final class Outbox {

    private static final long NANOS_PER_MILLI = 1_000_000;
    /** How often a caller that waits for room is asked whether it still wants to wait. */
    private static final long ASKED_EVERY_MS = 100;

    private final long capacity;
    private final long lingerMillis;
    private final Consumer<Item> ifDropped;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long bytes;
    private int steps;
    private long dropped;
    private boolean closed;

    /**
     * Makes an empty outbox.
     *
     * @param capacity bytes of steps that may wait, at least 1
     * @param linger how long a step waits at most before the taker looks, at least a millisecond
     * @param ifDropped is told of every step that is dropped
     */
    Outbox(long capacity, Duration linger, Consumer<Item> ifDropped) {
        this.ifDropped = ifDropped;
        if (capacity < 1) {
            throw new IllegalArgumentException("queue bytes must be at least 1, was " + capacity);
        }
        if (linger.toMillis() < 1) {
            throw new IllegalArgumentException("linger must be at least a millisecond, was " + linger);
        }
        this.capacity = capacity;
        this.lingerMillis = linger.toMillis();
    }

    /** Adds an item at once; the oldest steps are dropped, whole, until it fits. */
    synchronized void offer(Item item) {
        while (!fits(item)) {
            dropOldestStep();
        }
        add(item);
    }

    /**
     * Adds an item when there is room.
     *
     * @param goesOn called repeatedly while there is none: whether to keep waiting
     * @return whether there was room in time
     */
    synchronized boolean put(Item item, Duration patience, BooleanSupplier goesOn) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!fits(item) && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !goesOn.getAsBoolean()) {
                return false;
            }
            wait(Math.min(ASKED_EVERY_MS, 1 + left / NANOS_PER_MILLI));
        }
        add(item);
        return true;
    }

    /** Takes the oldest item, waiting for one; nothing once the outbox is closed and empty. */
    synchronized Optional<Item> take() throws InterruptedException {
        while (items.isEmpty() && !closed) {
            wait(lingerMillis);
        }
        Optional<Item> first = Optional.ofNullable(items.poll());
        first.ifPresent(this::forget);
        return first;
    }

    /** Lets {@link #take} end when all is taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized int steps() {
        return steps;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long dropped() {
        return dropped;
    }

    private boolean fits(Item item) {
        return !item.isStep() || steps == 0 || bytes + item.bytes() <= capacity;
    }

    private void add(Item item) {
        items.add(item);
        bytes += item.bytes();
        steps += item.isStep() ? 1 : 0;
        if (item.isAwaited() || bytes > capacity / 2) {
            notifyAll();
        }
    }

    private void dropOldestStep() {
        for (Iterator<Item> oldest = items.iterator(); oldest.hasNext(); ) {
            Item item = oldest.next();
            if (item.isStep()) {
                oldest.remove();
                forget(item);
                item.done();
                ifDropped.accept(item);
                dropped++;
                return;
            }
        }
        throw new IllegalStateException("no step to drop among " + items.size() + " items");
    }

    private void forget(Item item) {
        bytes -= item.bytes();
        steps -= item.isStep() ? 1 : 0;
        notifyAll();
    }
}
