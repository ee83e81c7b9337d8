package io.plumbline.core.conditioning;

/**
 * At which steps a run is probed: at the first, at every multiple of P as long as the gate may close and open as it likes, then at
 * every multiple of W, for those who watch.
 *
 * @param interval P, steps, at least 1
 * @param watchInterval W, steps, at least 1
 * @param gatedUntil last step with P: t_1, or 0 without a gate
 */
public record ProbeSteps(long interval, long watchInterval, long gatedUntil) {

    /** Checks the components. */
    public ProbeSteps {
        if (interval < 1 || watchInterval < 1 || gatedUntil < 0) {
            throw new IllegalArgumentException(
                    "intervals of probes must be at least 1 and the last gated step at least 0, were " + interval + ", "
                            + watchInterval + " and " + gatedUntil);
        }
    }

    /** Returns whether step {@code step}, at least 1, is probed. */
    public boolean isProbed(long step) {
        return step == 1 || step % intervalAt(step) == 0;
    }

    /** Returns the interval in force at step {@code step}. */
    public long intervalAt(long step) {
        return step <= gatedUntil ? interval : watchInterval;
    }

    /** Returns the last step up to {@code step} that is probed; 0 before the first. */
    public long last(long step) {
        long watched = step / watchInterval * watchInterval;
        if (watched > gatedUntil) {
            return watched;
        }
        long gated = Math.min(step, gatedUntil) / interval * interval;
        return gated > 0 ? gated : Math.min(1, step);
    }

    /** Returns how many of the first {@code steps} steps are probed. */
    public long count(long steps) {
        long gated = Math.min(steps, gatedUntil);
        long watched = steps / watchInterval - gated / watchInterval;
        boolean isFirstExtra = steps >= 1 && intervalAt(1) > 1;
        return gated / interval + watched + (isFirstExtra ? 1 : 0);
    }
}
