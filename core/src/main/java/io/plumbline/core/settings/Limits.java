package io.plumbline.core.settings;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;

/**
 * What one decision may do, and what stays open.
 *
 * @param thetaClose θ_close: gates close below
 * @param thetaOpen θ_open: gates open above, at least θ_close
 * @param budget δ: share of the open nodes that one decision may change
 * @param floorNodes open nodes that a layer keeps at least, at least 0
 * @param floorShare share of its nodes that a layer keeps open at least, from 0 to 1
 */
public record Limits(
        double thetaClose, double thetaOpen, double budget, ByKind<Long> floorNodes, ByKind<Double> floorShare) {

    /** Checks that the thresholds do not cross. */
    public Limits {
        if (thetaOpen < thetaClose) {
            throw new IllegalArgumentException(
                    "gate.theta-open must be at least gate.theta-close, " + thetaClose + ", was " + thetaOpen);
        }
    }

    static Limits of(Values values) {
        return new Limits(
                values.number("theta-close"),
                values.number("theta-open"),
                values.number("budget"),
                values.byKind("floor-nodes", values::steps),
                values.byKind("floor-share", values::number));
    }

    /** Returns whether layers of a kind have a floor of their own, in nodes or as a share. */
    public boolean hasOwnFloor(LayerKind kind) {
        return floorNodes.own().containsKey(kind) || floorShare.own().containsKey(kind);
    }

    /** Returns how many nodes of a layer stay open at least: 0, or 1 where nothing leads past the layer, to all of them. */
    public int floor(Layer layer) {
        long share = (long) StrictMath.ceil(floorShare.of(layer.kind()) * layer.nodes());
        long least = layer.kind().isBypassed() ? 0 : 1;
        return (int) Math.min(layer.nodes(), Math.max(least, Math.max(floorNodes.of(layer.kind()), share)));
    }
}
