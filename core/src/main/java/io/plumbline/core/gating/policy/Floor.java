package io.plumbline.core.gating.policy;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.model.Layer;

/** How many nodes a layer keeps open at least: max(floor nodes, share of its nodes rounded up), at most all of them. */
public final class Floor {

    private Floor() {}

    /** Returns the floor of {@code layer}, from 1 to its number of nodes. */
    public static int of(GateSettings settings, Layer layer) {
        int share = (int) StrictMath.ceil(settings.floorShare() * layer.nodes());
        return Math.min(layer.nodes(), Math.max(settings.floorNodes(), share));
    }
}
