package io.plumbline.metrics;

import io.plumbline.core.files.Spelling;

/**
 * The state of a run in its life cycle. Within an attempt only a later state can follow, so that a duplicate record
 * changes nothing; a later attempt begins again.
 *
 * @param state of the attempt
 * @param at attempt, and the step at which it began to be so
 * @param sinceMs time of the record that said so, milliseconds since 1970
 * @param startedMs time of the record that said that the first attempt runs; 0 while none did
 */
record LifeCycle(State state, RunPosition at, long sinceMs, long startedMs) {

    /** States in their order; the last four are ends and exclude one another. */
    enum State {
        ANNOUNCED,
        RUNNING,
        FINISHED,
        FAILED,
        DIVERGED,
        STOPPED;

        /** Returns the spelling in labels. */
        String spelling() {
            return Spelling.of(this);
        }

        boolean isEnd() {
            return compareTo(RUNNING) > 0;
        }

        private boolean comesAfter(State other) {
            return compareTo(other) > 0 && !other.isEnd();
        }
    }

    boolean hasEnded() {
        return state.isEnd();
    }

    /** Returns the next state; this one if the record says nothing new. */
    LifeCycle then(State next, RunPosition when, long seenMs) {
        boolean newer = when.attempt() == at.attempt() ? next.comesAfter(state) : when.attempt() > at.attempt();
        if (!newer) {
            return this;
        }
        boolean begins = next == State.RUNNING && startedMs == 0;
        return new LifeCycle(next, when, seenMs, begins ? seenMs : startedMs);
    }
}
