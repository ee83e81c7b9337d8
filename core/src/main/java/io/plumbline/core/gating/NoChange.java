package io.plumbline.core.gating;

import io.plumbline.core.gating.policy.Memory;
import java.util.Optional;

/**
 * A decision that leaves the mask as it is.
 *
 * @param step t
 * @param versionInForce at that step
 * @param reason why nothing changes
 * @param memory of the policy
 * @param confirmsLastChange whether the change under observation is confirmed
 * @param capacity what the capacity floor did
 */
public record NoChange(
        long step,
        long versionInForce,
        NoChangeReason reason,
        Memory memory,
        boolean confirmsLastChange,
        Optional<CapacityReport> capacity)
        implements MaskDecision {

    @Override
    public Optional<Change> change() {
        return Optional.empty();
    }
}
