package io.plumbline.trainer.publish;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/** When the statistics of decision steps were published, by this machine's monotonic clock. Thread safe. */
public final class SentTimes {

    /** Enough decision steps: a decision on older statistics is late in any case. */
    private static final int KEPT = 1000;

    private final int decisionInterval;
    private final ConcurrentSkipListMap<Long, Long> nanos = new ConcurrentSkipListMap<>();

    /**
     * Makes an empty memory.
     *
     * @param decisionInterval Δ, steps; other steps than its multiples are not kept
     */
    public SentTimes(int decisionInterval) {
        this.decisionInterval = decisionInterval;
    }

    /** Returns whether the gate decides at the step. */
    boolean isDecision(long step) {
        return step % decisionInterval == 0;
    }

    /** Notes that a step is being published now. */
    void note(long step) {
        if (isDecision(step)) {
            nanos.put(step, System.nanoTime());
            if (nanos.size() > KEPT) {
                nanos.pollFirstEntry();
            }
        }
    }

    /** Returns when the step was published, in {@link System#nanoTime}, if it is known. */
    public OptionalLong of(long step) {
        Long at = nanos.get(step);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
