package io.plumbline.gate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets runs that fell silent, and knows how many are held. Silence is counted while this gate listens: after a long
 * stop it has yet to hear what was said meanwhile. Never touches a decision.
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

    /** Returns how often it should look: four times a silence, within reason. */
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

    /** Forgets what was silent for too long. */
    void clean(long nowMs) {
        store.forEach((run, left) -> {
            if (nowMs - Math.max(left.heardAtMs(), listeningSinceMs) > silence.toMillis()) {
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
