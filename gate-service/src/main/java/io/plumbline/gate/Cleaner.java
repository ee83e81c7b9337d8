package io.plumbline.gate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes runs without new records, and counts the runs that are kept. Silence is measured while this gate runs: after
 * a long stop it must first read what was written meanwhile. It never affects a decision.
 */
final class Cleaner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);
    private static final Duration SELDOM = Duration.ofMinutes(10);
    private static final Duration OFTEN = Duration.ofSeconds(1);

    private final RunStore store;
    private final Duration silence;
    private final long listeningSinceMs;
    private final Meters meters;
    private final AtomicLong held = new AtomicLong();

    Cleaner(RunStore store, Duration silence, long listeningSinceMs, Meters meters) {
        this.store = store;
        this.silence = silence;
        this.listeningSinceMs = listeningSinceMs;
        this.meters = meters;
        store.forEach((run, left) -> began());
    }

    /** Returns the interval of the checks: a quarter of the silence, within limits. */
    Duration interval() {
        Duration quarter = silence.dividedBy(4);
        Duration most = quarter.compareTo(SELDOM) > 0 ? SELDOM : quarter;
        return most.compareTo(OFTEN) < 0 ? OFTEN : most;
    }

    void began() {
        held.incrementAndGet();
        meters.held(1);
    }

    void ended() {
        held.decrementAndGet();
        meters.held(-1);
    }

    /** Removes runs that were silent for too long. */
    void clean(long nowMs) {
        store.forEach((run, left) -> {
            if (nowMs - Math.max(left.lastRecordMs(), listeningSinceMs) > silence.toMillis()) {
                LOG.info("run={} forgotten after a silence of {}", run, silence);
                store.remove(run, left.plan().shards());
                ended();
            }
        });
    }

    @Override
    public void close() {
        meters.held(-held.getAndSet(0));
    }
}
