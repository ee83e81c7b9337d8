package io.plumbline.testkit;

import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.StepEvent;

/** Which attempt of a run is in force, as its records of step-stats go by: the first claim of the highest. */
public final class AttemptInForce {

    private int attempt;

    /** Sees a record; returns whether it counts, or is void since a later attempt has begun. */
    public boolean counts(StepEvent event) {
        return switch (event.getEventCase()) {
            case MANIFEST -> begins(event.getManifest());
            case SHARD -> event.getShard().getAttempt() == attempt;
            case REJECTED -> event.getRejected().getAttempt() == attempt;
            case PRUNED -> event.getPruned().getAttempt() == attempt;
            case END -> event.getEnd().getAttempt() == attempt;
            case EVENT_NOT_SET -> false;
        };
    }

    private boolean begins(Manifest manifest) {
        boolean later = manifest.getAttempt() > attempt;
        attempt = Math.max(attempt, manifest.getAttempt());
        return later;
    }
}
