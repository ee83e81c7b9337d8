package io.plumbline.metrics;

import io.plumbline.protocol.BadRecordException;
import java.util.Optional;

/**
 * The content of one record about a run.
 *
 * @param run that it is about
 * @param attempt of the run; 0 where the record does not say
 * @param seenMs time of the record, milliseconds since 1970
 * @param manifest facts of the run, if this is a manifest; only a manifest can begin a view
 * @param fold takes the record into a view; returns the same view where it says nothing new
 */
record Fact(String run, int attempt, long seenMs, Optional<RunFacts> manifest, Fold fold) {

    /** Takes a record into a view of its run. */
    @FunctionalInterface
    interface Fold {
        RunView onto(RunView view) throws BadRecordException;
    }

    static Fact of(String run, int attempt, long seenMs, Fold fold) {
        return new Fact(run, attempt, seenMs, Optional.empty(), fold);
    }
}
