package io.plumbline.trainer.mask;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.MaskChangeCodec;
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
     * @throws IllegalArgumentException with the reason, if the change breaks a rule
     * @throws BadRecordException if a mask is of another network
     */
    static After follow(MaskChange record, MaskContext context) throws BadRecordException {
        Change change = record.getChange();
        require(
                change.getVersion() > context.version(),
                "version %d is not above version %d, which is in force",
                change.getVersion(),
                context.version());
        require(
                record.getVersionInForce() == context.version(),
                "it was decided under version %d, but version %d is in force",
                record.getVersionInForce(),
                context.version());
        requireSteps(record, context);
        Mask after = mask(change, context);
        Mask remaining = remaining(change, context);
        requireFloors(after, context);
        return new After(after, remaining);
    }

    private static void requireSteps(MaskChange record, MaskContext context) {
        long base = record.getChange().getBaseStep();
        require(
                record.getStep() >= 1 && record.getStep() <= context.steps(),
                "it was decided at step %d, but %d steps were made",
                record.getStep(),
                context.steps());
        require(
                record.getStep() % context.decisionInterval() == 0,
                "it was decided at step %d, which is no multiple of %d",
                record.getStep(),
                context.decisionInterval());
        require(base <= record.getStep(), "its base step %d is after its decision step %d", base, record.getStep());
    }

    private static Mask mask(Change change, MaskContext context) throws BadRecordException {
        int changed = change.getClosedCount() + change.getOpenedCount();
        require(changed > 0 || change.getPruning(), "it changes no node");
        requireAscending(change.getClosedList(), "closed");
        requireAscending(change.getOpenedList(), "opened");
        Mask whole = MaskChangeCodec.mask(change, context.layers().nodes());
        Mask after = context.mask().with(array(change.getClosedList()), array(change.getOpenedList()));
        require(whole.equals(after), "its whole mask is not the mask in force with its nodes closed and opened");
        return after;
    }

    /**
     * Returns the nodes left in the network: a pruning removes some of those that were closed before it, and what was
     * removed stays away.
     */
    private static Mask remaining(Change change, MaskContext context) throws BadRecordException {
        Mask left = MaskChangeCodec.remaining(change, context.layers().nodes()).orElse(context.present());
        for (int b = 0; b < left.nodes(); b++) {
            require(
                    !left.isOpen(b) || context.present().isOpen(b),
                    "it leaves node %d in the network, which was removed",
                    b);
            require(
                    left.isOpen(b) || !context.mask().isOpen(b),
                    "it removes node %d, which was not closed before it",
                    b);
        }
        require(!change.getPruning() || !left.equals(context.present()), "it is a pruning, but removes no node");
        for (int node : change.getOpenedList()) {
            require(left.isOpen(node), "it opens node %d, which was removed", node);
        }
        return left;
    }

    private static void requireFloors(Mask after, MaskContext context) {
        for (int l = 0; l < context.layers().size(); l++) {
            Layer layer = context.layers().all().get(l);
            int floor = context.settings().limits().floor(layer);
            int open =
                    after.openCount(context.layers().start(l), context.layers().end(l));
            int before = context.mask()
                    .openCount(context.layers().start(l), context.layers().end(l));
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
