package io.plumbline.metrics;

/**
 * A point on a run's step axis. After a resume steps are repeated; the later attempt counts.
 *
 * @param attempt from 1; 0 where the sender does not say
 * @param step from 0
 */
record RunPosition(int attempt, long step) {

    /** Before everything. */
    static final RunPosition NEVER = new RunPosition(-1, -1);

    boolean isAfter(RunPosition other) {
        return attempt != other.attempt ? attempt > other.attempt : step > other.step;
    }

    RunPosition orLater(RunPosition other) {
        return other.isAfter(this) ? other : this;
    }
}
