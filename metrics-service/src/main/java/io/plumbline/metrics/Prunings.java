package io.plumbline.metrics;

import io.plumbline.core.model.Layers;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.v1.Pruned;

/**
 * How the network of a run became smaller. Mask versions only grow: a pruning of one that is not above the last changes
 * nothing.
 *
 * @param count prunings so far
 * @param wholeCost of an example before the first, floating-point operations; 0 while there is none
 * @param latest the last one
 * @param savedAStep Σ s over prunings, s ≥ 0 the seconds by which a step became faster, where that was measured
 * @param savedBefore Σ s·(steps before the pruning): what {@code savedAStep} would count too much
 */
record Prunings(long count, double wholeCost, Pruned latest, double savedAStep, double savedBefore) {

    static final Prunings NONE = new Prunings(0, 0, Pruned.getDefaultInstance(), 0, 0);

    /**
     * Takes a pruning in.
     *
     * @throws BadRecordException if it removes nodes that these layers do not have, or costs are no numbers
     */
    Prunings plus(Pruned event, Layers layers) throws BadRecordException {
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
        double faster = (event.getStepMsBefore() - event.getStepMsAfter()) / 1000;
        double saved = faster > 0 && Double.isFinite(faster) ? faster : 0;
        return new Prunings(
                count + 1,
                count == 0 ? event.getCostBefore() : wholeCost,
                event,
                savedAStep + saved,
                savedBefore + saved * (event.getStep() - 1));
    }

    /** Returns the seconds saved up to a step. */
    double savedSeconds(long step) {
        return Math.max(0, savedAStep * step - savedBefore);
    }

    /** Returns how many nodes of a layer were removed. */
    int removed(int layer) {
        return count == 0 ? 0 : latest.getRemoved(layer);
    }

    /** Returns the cost of an example over that before the first pruning. */
    double costRatio() {
        return count == 0 ? 1 : latest.getCostAfter() / wholeCost;
    }
}
