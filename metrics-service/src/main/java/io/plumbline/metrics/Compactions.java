package io.plumbline.metrics;

import io.plumbline.core.model.Layers;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.v1.Compacted;

/**
 * How the network of a run became smaller. Mask versions only grow: a compaction of one that is not above the last changes
 * nothing.
 *
 * @param count compactions so far
 * @param wholeCost of an example before the first, floating-point operations; 0 while there is none
 * @param latest the last one
 */
record Compactions(long count, double wholeCost, Compacted latest) {

    static final Compactions NONE = new Compactions(0, 0, Compacted.getDefaultInstance());

    /**
     * Takes a compaction in.
     *
     * @throws BadRecordException if it removes nodes that these layers do not have, or costs are no numbers
     */
    Compactions plus(Compacted event, Layers layers) throws BadRecordException {
        if (event.getMaskVersion() <= latest.getMaskVersion()) {
            return this;
        }
        Checks.finite(event.getCostBefore(), "cost before");
        Checks.finite(event.getCostAfter(), "cost after");
        Checks.hold(
                event.getRemovedCount() == layers.size(),
                Cause.WRONG_SHAPE,
                "nodes removed of " + event.getRemovedCount() + " layers of " + layers.size());
        for (int l = 0; l < layers.size(); l++) {
            int nodes = layers.all().get(l).nodes();
            int removed = event.getRemoved(l);
            Checks.hold(
                    removed >= 0 && removed <= nodes,
                    Cause.WRONG_SHAPE,
                    Integer.toUnsignedString(removed) + " nodes removed of " + nodes);
        }
        return new Compactions(count + 1, count == 0 ? event.getCostBefore() : wholeCost, event);
    }

    /** Returns how many nodes of a layer are gone. */
    int removed(int layer) {
        return count == 0 ? 0 : latest.getRemoved(layer);
    }

    /** Returns the cost of an example over that before the first compaction. */
    double costRatio() {
        return count == 0 ? 1 : latest.getCostAfter() / wholeCost;
    }
}
