package io.plumbline.metrics;

import io.plumbline.protocol.BadRecordException;
import java.util.Optional;

/**
 * What one record says of a run.
 *
 * @param run that it speaks of
 * @param attempt of the run; 0 where the record does not say
 * @param seenMs time of the record, milliseconds since 1970
 * @param manifest what the run is, if this is a manifest; nothing else can begin a view
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
