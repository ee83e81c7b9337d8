package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Capacity;

/**
 * Holds closings back that would leave less capacity than the floor Π: a node may close only if C(mask without it) ≥ Π. Where
 * several tensors between layers make up C, each with nodes of the layer must also keep its part, Π/(2K) of K tensors, so that
 * no layer becomes a bottleneck. Whom to close is not its business. Immutable.
 */
public final class Brake {

    private final Capacity capacity;
    private final double floor;
    private final double part;

    private Brake(Capacity capacity, double floor) {
        this.capacity = capacity;
        this.floor = floor;
        int tensors = capacity.tensorsBetweenLayers();
        this.part = tensors > 1 ? floor / (2 * tensors) : 0;
    }

    /** Returns the brake of a situation; it holds nothing back if there is no floor. */
    public static Brake of(Situation situation) {
        return new Brake(
                Capacity.of(situation.architecture()), situation.floor().weights());
    }

    /**
     * Returns whether one more node of a layer may close.
     *
     * @param counts open nodes of every layer, shape [layers]; as before on return
     */
    public boolean allows(int layer, double[] counts) {
        if (floor == 0) {
            return true;
        }
        counts[layer]--;
        boolean enough = capacity.of(counts) >= floor && capacity.least(layer, counts) >= part;
        counts[layer]++;
        return enough;
    }
}
