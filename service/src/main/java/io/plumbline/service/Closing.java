package io.plumbline.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things to close, last opened first. If one fails to close, the others are closed all the same. Closes once. Thread
 * safe.
 */
public final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /**
     * Starts something that consists of several parts: if one fails to start, those before it are closed.
     *
     * @param start opens the parts, each through {@link #add}
     */
    public static <T> T start(Function<Closing, T> start) {
        Closing closing = new Closing();
        boolean started = false;
        try {
            T whole = start.apply(closing);
            started = true;
            return whole;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /** Adds something to close and returns it. */
    public synchronized <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        return closeable;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                LOG.warn("interrupted while closing {}", next.getClass().getSimpleName());
            } catch (Exception failed) {
                LOG.warn("could not close {}", next.getClass().getSimpleName(), failed);
            }
        }
    }
}
