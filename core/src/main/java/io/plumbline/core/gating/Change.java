package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.model.Mask;
import java.util.List;
import java.util.Optional;

/**
 * A decision that changes the mask or, without a node, compacts: all closed nodes are removed from the network for good.
 *
 * @param step t
 * @param versionInForce at that step
 * @param version of the mask after it, never used before in the run
 * @param mask the whole mask after it; of a compaction that in force
 * @param rollback whether it takes an earlier change back
 * @param reasons one for every node that changes, in the order in which they were chosen; none: a compaction
 * @param condition averaged conditioning that was decided on
 * @param density after the change
 * @param targetDensity ρ(t); NaN where the policy finds the density itself or follows counts
 * @param budgetLeft nodes that the budget would have let change beside them
 * @param chi χ in force
 * @param predictedLossChange Σ of the price of every move, χ left out, nats
 * @param memory of the policy
 * @param acquits whether the change on watch was found good
 */
public record Change(
        long step,
        long versionInForce,
        long version,
        Mask mask,
        boolean rollback,
        List<NodeReason> reasons,
        ConditionEstimate condition,
        double density,
        double targetDensity,
        int budgetLeft,
        double chi,
        double predictedLossChange,
        Memory memory,
        boolean acquits)
        implements Decision {

    /** Checks the components. */
    public Change {
        if (rollback && reasons.isEmpty()) {
            throw new IllegalArgumentException("a roll-back needs at least one node");
        }
        if (version <= versionInForce) {
            throw new IllegalArgumentException("version must be above " + versionInForce + ", was " + version);
        }
        reasons = List.copyOf(reasons);
    }

    /** Returns whether the closed nodes are removed for good: then no gate changes. */
    public boolean compaction() {
        return reasons.isEmpty();
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
