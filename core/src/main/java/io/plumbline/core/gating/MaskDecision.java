package io.plumbline.core.gating;

import io.plumbline.core.gating.policy.Memory;
import java.util.Optional;

/** What was decided at a decision step. A value: nothing changes until it is passed to {@link RunGate#apply}. */
public sealed interface MaskDecision permits NoChange, Change {

    /** Returns t, the step decided. */
    long step();

    /** Returns the mask version in force at that step. */
    long versionInForce();

    /** Returns the new memory of the policy. */
    Memory memory();

    /** Returns whether the change under observation is confirmed: it will not be rolled back any more. */
    boolean confirmsLastChange();

    /** Returns what the capacity floor did; empty where none was in force, or the policy was not asked. */
    Optional<CapacityReport> capacity();

    /** Returns the change, if there is one. */
    Optional<Change> change();
}
