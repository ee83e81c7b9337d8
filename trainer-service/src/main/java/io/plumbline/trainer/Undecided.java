package io.plumbline.trainer;

import io.plumbline.trainer.mask.DecisionInbox;
import java.time.Duration;

/** How many decision steps have no decision, "no change" included. Thread safe. */
final class Undecided {

    /** A gate that answers decides within milliseconds; a gate that does not is not waited for any longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final DecisionInbox inbox;
    private final int decisionInterval;

    Undecided(DecisionInbox inbox, int decisionInterval) {
        this.inbox = inbox;
        this.decisionInterval = decisionInterval;
    }

    /** Returns the number after this many steps, as known now. */
    long after(long steps) {
        return Math.max(0, steps / decisionInterval - inbox.decidedSteps());
    }

    /** Returns the number after this many steps, once a gate that answers has had time to decide the last one. */
    long finallyAfter(long steps) {
        long due = steps - steps % decisionInterval;
        boolean answers = inbox.lastDecided() > 0;
        try {
            if (answers && inbox.lastDecided() < due) {
                inbox.await(due, PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return after(steps);
    }
}
