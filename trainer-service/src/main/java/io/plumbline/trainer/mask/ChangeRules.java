package io.plumbline.trainer.mask;

import io.plumbline.core.gating.policy.Floor;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import java.util.List;
import java.util.Locale;

/** What a mask change must be, so that the network may follow it. */
final class ChangeRules {

    private ChangeRules() {}

    /**
     * What a change leads to.
     *
     * @param mask in force then
     * @param present nodes left in the network, as open ones
     */
    record After(Mask mask, Mask present) {}

    /**
     * Returns the mask after a change and the nodes left in the network.
     *
     * @param record that holds a change
     * @throws IllegalArgumentException with the reason, if the change breaks a rule
     */
    static After follow(MaskChange record, Standing standing) {
        Change change = record.getChange();
        require(
                change.getVersion() > standing.version(),
                "version %d is not above version %d, which is in force",
                change.getVersion(),
                standing.version());
        require(
                record.getVersionInForce() == standing.version(),
                "it was decided under version %d, but version %d is in force",
                record.getVersionInForce(),
                standing.version());
        requireSteps(record, standing);
        Mask after = mask(change, standing);
        Mask remaining = remaining(change, standing);
        requireFloors(after, standing);
        return new After(after, remaining);
    }

    private static void requireSteps(MaskChange record, Standing standing) {
        long base = record.getChange().getBaseStep();
        require(
                record.getStep() >= 1 && record.getStep() <= standing.steps(),
                "it was decided at step %d, but %d steps were made",
                record.getStep(),
                standing.steps());
        require(
                record.getStep() % standing.decisionInterval() == 0,
                "it was decided at step %d, which is no multiple of %d",
                record.getStep(),
                standing.decisionInterval());
        require(base <= record.getStep(), "its base step %d is after its decision step %d", base, record.getStep());
    }

    private static Mask mask(Change change, Standing standing) {
        int changed = change.getClosedCount() + change.getOpenedCount();
        require(changed > 0 || change.getCompaction(), "it changes no node");
        requireAscending(change.getClosedList(), "closed");
        requireAscending(change.getOpenedList(), "opened");
        Mask whole =
                Mask.fromBytes(change.getMask().toByteArray(), standing.layers().nodes());
        Mask after = standing.mask().with(array(change.getClosedList()), array(change.getOpenedList()));
        require(whole.equals(after), "its whole mask is not the mask in force with its nodes closed and opened");
        return after;
    }

    /**
     * Returns the nodes left in the network: a compaction removes some of those that were closed before it, and what was
     * removed stays away.
     */
    private static Mask remaining(Change change, Standing standing) {
        Mask left = change.getCompaction()
                ? Mask.fromBytes(
                        change.getRemaining().toByteArray(), standing.layers().nodes())
                : standing.present();
        for (int b = 0; b < left.nodes(); b++) {
            require(
                    !left.isOpen(b) || standing.present().isOpen(b),
                    "it leaves node %d in the network, which was removed",
                    b);
            require(
                    left.isOpen(b) || !standing.mask().isOpen(b),
                    "it removes node %d, which was not closed before it",
                    b);
        }
        require(!change.getCompaction() || !left.equals(standing.present()), "it is a compaction, but removes no node");
        for (int node : change.getOpenedList()) {
            require(left.isOpen(node), "it opens node %d, which was removed", node);
        }
        return left;
    }

    private static void requireFloors(Mask after, Standing standing) {
        for (int l = 0; l < standing.layers().size(); l++) {
            Layer layer = standing.layers().all().get(l);
            int floor = Floor.of(standing.settings(), layer);
            int open = after.openCount(
                    standing.layers().start(l), standing.layers().end(l));
            int before = standing.mask()
                    .openCount(standing.layers().start(l), standing.layers().end(l));
            require(
                    open >= Math.min(floor, before),
                    "it leaves %d nodes of layer %s open, expected at least %d",
                    open,
                    layer.name(),
                    floor);
        }
    }

    private static void requireAscending(List<Integer> nodes, String what) {
        for (int i = 1; i < nodes.size(); i++) {
            require(nodes.get(i - 1) < nodes.get(i), "its %s nodes are not in ascending order", what);
        }
    }

    private static int[] array(List<Integer> nodes) {
        return nodes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void require(boolean holds, String reason, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, reason, values));
        }
    }
}
