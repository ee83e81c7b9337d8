package io.plumbline.core.gating;

import io.plumbline.core.gating.policy.Memory;
import java.util.Optional;

/** What was decided at a decision step. A value: nothing has changed until {@link RunGate#apply} is given it. */
public sealed interface MaskDecision permits NoChange, Change {

    /** Returns t, the step decided. */
    long step();

    /** Returns the mask version in force at that step. */
    long versionInForce();

    /** Returns what the policy remembers from now on. */
    Memory memory();

    /** Returns whether the change on watch was found good: it will not be rolled back any more. */
    boolean confirmsLastChange();

    /** Returns the change, if there is one. */
    Optional<Change> change();
}
