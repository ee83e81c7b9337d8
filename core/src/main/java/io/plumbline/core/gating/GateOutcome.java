package io.plumbline.core.gating;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of an input. If it was refused, nothing has changed.
 *
 * @param refusal why it was refused; empty: it was taken in
 * @param overdue decisions at steps without any record, ascending; they come first
 * @param condition conditioning, if a probe step is complete
 * @param decision at the step of the input, if one was due
 * @param leftIncomplete whether the input shows that the step before it lacks shards
 * @param step state of the step that the input ended; empty: it ended none
 * @param valid whether all numbers of a shard could be averaged
 */
public record GateOutcome(
        Optional<Refusal> refusal,
        List<MaskDecision> overdue,
        Optional<ConditionReport> condition,
        Optional<MaskDecision> decision,
        boolean leftIncomplete,
        Optional<Closed> step,
        boolean valid) {

    /** The state of a step after its last shard. */
    public enum Closed {
        /** All of its shards came, and all were valid. */
        COMPLETE,
        /** A shard was missing or could not be averaged. */
        INCOMPLETE
    }

    /** Copies the list. */
    public GateOutcome {
        overdue = List.copyOf(overdue);
    }

    static GateOutcome refused(Refusal refusal) {
        return new GateOutcome(
                Optional.of(refusal), List.of(), Optional.empty(), Optional.empty(), false, Optional.empty(), true);
    }

    static GateOutcome taken(List<MaskDecision> overdue, boolean leftIncomplete) {
        return new GateOutcome(
                Optional.empty(), overdue, Optional.empty(), Optional.empty(), leftIncomplete, Optional.empty(), true);
    }
}
