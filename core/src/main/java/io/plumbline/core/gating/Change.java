package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.model.Mask;
import java.util.List;
import java.util.Optional;

/**
 * A decision that changes the mask, or prunes, or both. A pruning permanently removes nodes that were closed before it.
 *
 * @param step t
 * @param versionInForce at that step
 * @param version of the mask after it, never used before in the run
 * @param mask the whole mask after it
 * @param rollback whether it undoes an earlier change
 * @param remaining of a pruning: the nodes that remain in the network, open and closed, as open ones
 * @param reasons one for every node that changes, in the order in which they were chosen
 * @param condition averaged conditioning that was decided on
 * @param density after the change
 * @param targetDensity ρ(t); NaN where the policy finds the density itself or follows counts
 * @param budgetLeft how many more nodes the budget would have let change
 * @param chi χ in force
 * @param predictedLossChange Σ of the price of every move, χ left out, nats
 * @param memory of the policy
 * @param confirmsLastChange whether the change under observation is confirmed
 * @param capacity what the capacity floor did
 */
public record Change(
        long step,
        long versionInForce,
        long version,
        Mask mask,
        boolean rollback,
        Optional<Mask> remaining,
        List<NodeReason> reasons,
        ConditionEstimate condition,
        double density,
        double targetDensity,
        int budgetLeft,
        double chi,
        double predictedLossChange,
        Memory memory,
        boolean confirmsLastChange,
        Optional<CapacityReport> capacity)
        implements MaskDecision {

    /** Checks the components. */
    public Change {
        if (rollback && reasons.isEmpty()) {
            throw new IllegalArgumentException("a roll-back needs at least one node");
        }
        if (reasons.isEmpty() && remaining.isEmpty()) {
            throw new IllegalArgumentException("a change without nodes must be a pruning");
        }
        if (rollback && remaining.isPresent()) {
            throw new IllegalArgumentException("a roll-back removes nothing");
        }
        for (NodeReason reason : reasons) {
            if (remaining.isPresent() && !remaining.get().isOpen(reason.node())) {
                throw new IllegalArgumentException("node " + reason.node() + " cannot change and be removed");
            }
        }
        if (version <= versionInForce) {
            throw new IllegalArgumentException("version must be above " + versionInForce + ", was " + version);
        }
        reasons = List.copyOf(reasons);
    }

    /** Returns whether nodes are removed for good. */
    public boolean pruning() {
        return remaining.isPresent();
    }

    /** Returns the nodes that close, ascending. */
    public int[] closed() {
        return nodes(true);
    }

    /** Returns the nodes that open, ascending. */
    public int[] opened() {
        return nodes(false);
    }

    private int[] nodes(boolean closes) {
        return reasons.stream()
                .filter(reason -> reason.closes() == closes)
                .mapToInt(NodeReason::node)
                .sorted()
                .toArray();
    }

    @Override
    public Optional<Change> change() {
        return Optional.of(this);
    }
}
