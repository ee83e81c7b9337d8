package io.plumbline.core.settings;

import io.plumbline.core.model.Layer;

/**
 * What one decision may do, and what stays open.
 *
 * @param thetaClose θ_close: gates close below
 * @param thetaOpen θ_open: gates open above, at least θ_close
 * @param budget δ: share of the open nodes that one decision may change
 * @param floorNodes open nodes that a layer keeps at least
 * @param floorShare share of its nodes that a layer keeps open at least
 */
public record Limits(double thetaClose, double thetaOpen, double budget, int floorNodes, double floorShare) {

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
                values.count("floor-nodes"),
                values.number("floor-share"));
    }

    /** Returns how many nodes of a layer stay open at least: 0, or 1 where nothing leads past the layer, to all of them. */
    public int floor(Layer layer) {
        int share = (int) StrictMath.ceil(floorShare * layer.nodes());
        int least = layer.kind().isBypassed() ? 0 : 1;
        return Math.min(layer.nodes(), Math.max(least, Math.max(floorNodes, share)));
    }
}
