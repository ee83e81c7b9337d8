package io.plumbline.metrics;

import io.plumbline.core.gating.NoChangeReason;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the gate decided in a run: one record for every decision step. A record of a step that is not after the last one
 * is a duplicate and changes nothing.
 *
 * @param last attempt and step of the last decision
 * @param inForce mask version in force, as the last decision knew it
 * @param masks those that may be in force now or later, oldest first: from {@code inForce} on
 * @param closed nodes closed so far, by layer
 * @param opened nodes opened so far, by layer
 * @param changed decisions that changed the mask
 * @param unchanged decisions that did not, by reason
 * @param rollbacks changes that took an earlier one back
 * @param change the latest change
 * @param changedMs time of its record, milliseconds since 1970
 */
record MaskHistory(
        RunPosition last,
        long inForce,
        List<MaskCount> masks,
        List<Long> closed,
        List<Long> opened,
        long changed,
        Reasons unchanged,
        long rollbacks,
        Change change,
        long changedMs) {

    static final String CLOSED = "closed";
    static final String OPENED = "opened";

    /** At most one change is in flight; the others were rejected, one after the other. */
    private static final int MASKS_KEPT = 16;

    MaskHistory {
        masks = List.copyOf(masks);
        closed = List.copyOf(closed);
        opened = List.copyOf(opened);
    }

    static MaskHistory none(Layers layers) {
        List<Long> zeros = layers.all().stream().map(layer -> 0L).toList();
        MaskCount all = MaskCount.allOpen(layers);
        return new MaskHistory(
                RunPosition.NEVER, 0, List.of(all), zeros, zeros, 0, Reasons.NONE, 0, Change.getDefaultInstance(), 0);
    }

    /**
     * Takes a decision in.
     *
     * @throws BadRecordException if its mask or nodes are not of these layers, or its version does not grow
     */
    MaskHistory plus(MaskChange event, Layers layers, long seenMs) throws BadRecordException {
        RunPosition at = new RunPosition(event.getAttempt(), event.getStep());
        if (!at.isAfter(last)) {
            return this;
        }
        long known = Math.max(inForce, event.getVersionInForce());
        if (!event.hasChange()) {
            return new MaskHistory(
                    at,
                    known,
                    from(known),
                    closed,
                    opened,
                    changed,
                    unchanged.plus(reason(event)),
                    rollbacks,
                    change,
                    changedMs);
        }
        Change next = event.getChange();
        if (next.getVersion() <= decided()) {
            throw new BadRecordException(
                    Cause.INVALID, "mask versions only grow: " + next.getVersion() + " came after " + decided());
        }
        List<MaskCount> candidates = new ArrayList<>(from(known));
        Mask mask = MaskChangeCodec.mask(next, layers.nodes());
        candidates.add(MaskCount.of(next.getVersion(), mask, layers));
        return new MaskHistory(
                at,
                known,
                bounded(candidates),
                counted(closed, next.getClosedList(), layers),
                counted(opened, next.getOpenedList(), layers),
                changed + 1,
                unchanged,
                rollbacks + (next.getRollback() ? 1 : 0),
                next,
                seenMs);
    }

    /** A closed set, whatever a newer gate says. */
    private static String reason(MaskChange event) {
        return MaskChangeCodec.noChangeReason(event)
                .map(NoChangeReason::spelling)
                .orElse("other");
    }

    /** Returns the latest version decided; 0 while there is none. */
    long decided() {
        return change.getVersion();
    }

    /** Returns the mask of a version; empty if its decision is older than the records that were read. */
    Optional<MaskCount> mask(long version) {
        return masks.stream().filter(mask -> mask.version() == version).findFirst();
    }

    /**
     * Returns how many nodes of a layer the latest change closed or opened.
     *
     * @param layer its name
     * @param direction {@code closed} or {@code opened}
     */
    int changedLast(Layers layers, String layer, String direction) {
        List<Integer> nodes = direction.equals(CLOSED) ? change.getClosedList() : change.getOpenedList();
        int count = 0;
        for (int node : nodes) {
            count += layers.idOf(node).layer().equals(layer) ? 1 : 0;
        }
        return count;
    }

    private List<MaskCount> from(long version) {
        return masks.stream().filter(mask -> mask.version() >= version).toList();
    }

    private static List<MaskCount> bounded(List<MaskCount> candidates) {
        if (candidates.size() > MASKS_KEPT) {
            // The first may be in force, the last is in flight.
            candidates.remove(1);
        }
        return candidates;
    }

    private static List<Long> counted(List<Long> sofar, List<Integer> nodes, Layers layers) throws BadRecordException {
        long[] counts = sofar.stream().mapToLong(Long::longValue).toArray();
        for (int node : nodes) {
            if (node < 0 || node >= layers.nodes()) {
                throw new BadRecordException(
                        Cause.WRONG_SHAPE, "node " + Integer.toUnsignedString(node) + " of " + layers.nodes());
            }
            counts[layers.layerOf(node)]++;
        }
        List<Long> after = new ArrayList<>();
        for (long count : counts) {
            after.add(count);
        }
        return after;
    }
}
