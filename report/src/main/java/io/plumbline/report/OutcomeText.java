package io.plumbline.report;

import io.plumbline.report.runlog.Outcome;

/** How a run ended, in words. */
final class OutcomeText {

    private OutcomeText() {}

    /** Returns why; empty without a reason. */
    static String reason(Outcome outcome) {
        return outcome.word().equals(Outcome.DIVERGED)
                ? "the loss or a gradient was no longer finite, the last loss was " + Figures.three(outcome.lastLoss())
                : outcome.reason();
    }

    /** Returns the steps made, and the planned ones where the numbers differ. */
    static String progress(Outcome outcome) {
        String steps = Figures.count(outcome.steps());
        return outcome.steps() == outcome.planned() ? steps : steps + " of " + Figures.count(outcome.planned());
    }

    /** Returns all of it in one line without a full stop. */
    static String line(Outcome outcome) {
        if (outcome.word().equals(Outcome.RUNNING)) {
            return "no end in the log, step " + progress(outcome) + " so far: it is running, or was killed";
        }
        String reason = reason(outcome);
        return outcome.word() + " after step " + Figures.count(outcome.steps()) + " of "
                + Figures.count(outcome.planned()) + (reason.isEmpty() ? "" : ": " + reason);
    }
}
