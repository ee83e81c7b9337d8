package io.plumbline.report;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.Change;

/**
 * What became of a mask change at the trainer.
 *
 * @param decision that made it
 * @param mask the whole mask after it
 * @param kind of fate
 * @param step first one under the mask, or at which it was rejected; 0 where nobody answered
 * @param reason of a rejection; else empty
 */
record Fate(RecordedDecision decision, Mask mask, Kind kind, long step, String reason) {

    /** The fates. */
    enum Kind {
        /** The mask came into force. */
        APPLIED,
        /** The trainer refused it. */
        REJECTED,
        /** Decided at or after the last step, by a gate that came too late, or just now. */
        UNANSWERED
    }

    Change change() {
        return decision.change().getChange();
    }

    /** Returns whether nodes closed or opened; a pruning alone changes no mask. */
    boolean changesNodes() {
        return change().getClosedCount() + change().getOpenedCount() > 0;
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }
}
