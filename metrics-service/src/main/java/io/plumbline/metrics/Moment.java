package io.plumbline.metrics;

/**
 * A point on a run's step axis. After a resume steps come again; the later attempt counts.
 *
 * @param attempt from 1; 0 where the sender does not say
 * @param step from 0
 */
record Moment(int attempt, long step) {

    /** Before everything. */
    static final Moment NEVER = new Moment(-1, -1);

    boolean isAfter(Moment other) {
        return attempt != other.attempt ? attempt > other.attempt : step > other.step;
    }

    Moment orLater(Moment other) {
        return other.isAfter(this) ? other : this;
    }
}
