package io.plumbline.metrics;

import io.plumbline.protocol.v1.Condition;

/**
 * The conditioning of a run as the gate reports it: the latest condition.
 *
 * @param latest the latest, at {@code at}
 * @param at {@link RunPosition#NEVER} while there is none
 */
record Conditioning(Condition latest, RunPosition at) {

    static final Conditioning NONE = new Conditioning(Condition.getDefaultInstance(), RunPosition.NEVER);

    Conditioning plus(Condition event) {
        RunPosition moment = new RunPosition(event.getAttempt(), event.getStep());
        return moment.isAfter(at) ? new Conditioning(event, moment) : this;
    }

    boolean isKnown() {
        return !at.equals(RunPosition.NEVER);
    }
}
