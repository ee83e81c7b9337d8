package io.plumbline.metrics;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;

/** Checks an event before it is folded. */
final class Checks {

    private Checks() {}

    static void hold(boolean holds, Cause cause, String sentence) throws BadRecordException {
        if (!holds) {
            throw new BadRecordException(cause, sentence);
        }
    }

    /** A loss or a time: at least 0, and no infinity. */
    static void finite(double value, String name) throws BadRecordException {
        hold(
                value >= 0 && value < Double.POSITIVE_INFINITY,
                Cause.NOT_A_NUMBER,
                name + " must be a number, at least 0, was " + value);
    }

    /**
     * A time that may be NaN because its sender no longer knows it: a gate that comes back late decides on old
     * statistics.
     */
    static void time(double value, String name) throws BadRecordException {
        if (!Double.isNaN(value)) {
            finite(value, name);
        }
    }

    /** A share of examples, from 0 to 1. */
    static void share(double value, String name) throws BadRecordException {
        hold(value >= 0 && value <= 1, Cause.NOT_A_NUMBER, name + " must be a share from 0 to 1, was " + value);
    }

    /** A step that the run can have reached. */
    static void step(long step, RunView view) throws BadRecordException {
        long planned = view.facts().plannedSteps();
        hold(
                step >= 0 && step <= planned,
                Cause.FROM_THE_FUTURE,
                "step " + Long.toUnsignedString(step) + " of a run of " + planned + " steps");
    }
}
