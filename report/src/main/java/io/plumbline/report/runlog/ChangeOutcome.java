package io.plumbline.report.runlog;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.Change;
import java.util.Optional;

/**
 * What became of a mask change at the trainer.
 *
 * @param decision that made it
 * @param mask the whole mask after it
 * @param remaining nodes that a pruning leaves in the network, open and closed, as open ones; empty for other changes
 * @param kind of outcome
 * @param step the first under the mask, as far as the log says; or the one at which it was rejected; 0 without an answer
 * @param reason of a rejection; else empty
 */
public record ChangeOutcome(
        RecordedDecision decision, Mask mask, Optional<Mask> remaining, Kind kind, long step, String reason) {

    /** The kinds of outcome. */
    public enum Kind {
        /** The mask came into force. */
        APPLIED,
        /** The trainer refused it. */
        REJECTED,
        /** Decided at or after the last step, by a gate that came too late, or just now. */
        UNANSWERED
    }

    /** Returns what was to change. */
    public Change change() {
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
