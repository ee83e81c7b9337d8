package io.plumbline.trainer.mask;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.RejectionKind;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import java.util.List;
import java.util.Locale;

/** The rules that a mask change must keep before it is applied. */
final class ChangeRules {

    private ChangeRules() {}

    /**
     * What a change leads to.
     *
     * @param mask in force after it
     * @param present nodes left in the network, as open ones
     */
    record After(Mask mask, Mask present) {}

    /**
     * Returns the mask after a change and the nodes left in the network.
     *
     * @param record that holds a change
     * @throws BrokenRule with the reason, if the change breaks a rule
     * @throws BadRecordException if a mask is of another network
     */
    static After follow(MaskChange record, MaskContext context) throws BrokenRule, BadRecordException {
        Change change = record.getChange();
        require(
                change.getVersion() > context.version(),
                RejectionKind.OLD_VERSION,
                "version %d is not above version %d, which is in force",
                change.getVersion(),
                context.version());
        require(
                record.getVersionInForce() == context.version(),
                RejectionKind.OTHER_VERSION,
                "it was decided under version %d, but version %d is in force",
                record.getVersionInForce(),
                context.version());
        requireSteps(record, context);
        Mask after = mask(change, context);
        Mask remaining = remaining(change, context);
        requireFloors(after, context);
        return new After(after, remaining);
    }

    private static void requireSteps(MaskChange record, MaskContext context) throws BrokenRule {
        long base = record.getChange().getBaseStep();
        require(
                record.getStep() >= 1 && record.getStep() <= context.steps(),
                RejectionKind.WRONG_STEP,
                "it was decided at step %d, but %d steps were made",
                record.getStep(),
                context.steps());
        require(
                record.getStep() % context.decisionInterval() == 0,
                RejectionKind.WRONG_STEP,
                "it was decided at step %d, which is no multiple of %d",
                record.getStep(),
                context.decisionInterval());
        require(
                base <= record.getStep(),
                RejectionKind.WRONG_STEP,
                "its base step %d is after its decision step %d",
                base,
                record.getStep());
    }

    private static Mask mask(Change change, MaskContext context) throws BrokenRule, BadRecordException {
        int changed = change.getClosedCount() + change.getOpenedCount();
        require(changed > 0 || change.getPruning(), RejectionKind.WRONG_NODES, "it changes no node");
        requireAscending(change.getClosedList(), "closed");
        requireAscending(change.getOpenedList(), "opened");
        Mask whole = MaskChangeCodec.mask(change, context.layers().nodes());
        Mask after = changed(change, context.mask());
        require(
                whole.equals(after),
                RejectionKind.WRONG_NODES,
                "its whole mask is not the mask in force with its nodes closed and opened");
        return after;
    }

    private static Mask changed(Change change, Mask before) throws BrokenRule {
        try {
            return before.with(array(change.getClosedList()), array(change.getOpenedList()));
        } catch (IllegalArgumentException notSo) {
            throw new BrokenRule(RejectionKind.WRONG_NODES, notSo.getMessage());
        }
    }

    /**
     * Returns the nodes left in the network: a pruning removes some of those that were closed before it, and what was
     * removed stays away.
     */
    private static Mask remaining(Change change, MaskContext context) throws BrokenRule, BadRecordException {
        Mask left = MaskChangeCodec.remaining(change, context.layers().nodes()).orElse(context.present());
        for (int b = 0; b < left.nodes(); b++) {
            require(
                    !left.isOpen(b) || context.present().isOpen(b),
                    RejectionKind.REMOVED_NODES,
                    "it leaves node %d in the network, which was removed",
                    b);
            require(
                    left.isOpen(b) || !context.mask().isOpen(b),
                    RejectionKind.REMOVED_NODES,
                    "it removes node %d, which was not closed before it",
                    b);
        }
        require(
                !change.getPruning() || !left.equals(context.present()),
                RejectionKind.WRONG_NODES,
                "it is a pruning, but removes no node");
        for (int node : change.getOpenedList()) {
            require(left.isOpen(node), RejectionKind.REMOVED_NODES, "it opens node %d, which was removed", node);
        }
        return left;
    }

    private static void requireFloors(Mask after, MaskContext context) throws BrokenRule {
        for (int l = 0; l < context.layers().size(); l++) {
            Layer layer = context.layers().all().get(l);
            int floor = context.settings().limits().floor(layer);
            int open =
                    after.openCount(context.layers().start(l), context.layers().end(l));
            int before = context.mask()
                    .openCount(context.layers().start(l), context.layers().end(l));
            require(
                    open >= Math.min(floor, before),
                    RejectionKind.FLOOR,
                    "it leaves %d nodes of layer %s open, expected at least %d",
                    open,
                    layer.name(),
                    floor);
        }
    }

    private static void requireAscending(List<Integer> nodes, String what) throws BrokenRule {
        for (int i = 1; i < nodes.size(); i++) {
            require(
                    nodes.get(i - 1) < nodes.get(i),
                    RejectionKind.WRONG_NODES,
                    "its %s nodes are not in ascending order",
                    what);
        }
    }

    private static int[] array(List<Integer> nodes) {
        return nodes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void require(boolean holds, RejectionKind kind, String reason, Object... values) throws BrokenRule {
        if (!holds) {
            throw new BrokenRule(kind, String.format(Locale.ROOT, reason, values));
        }
    }
}
