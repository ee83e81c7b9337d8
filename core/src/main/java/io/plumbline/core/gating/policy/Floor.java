package io.plumbline.core.gating.policy;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.Layers;

/** How many nodes a layer keeps open at least: max(floor nodes, share of its nodes rounded up), at most all of them. */
public final class Floor {

    private Floor() {}

    /** Returns the floor of {@code layer}, from 1 to its number of nodes. */
    public static int of(GateSettings settings, Layer layer) {
        int share = (int) StrictMath.ceil(settings.floorShare() * layer.nodes());
        return Math.min(layer.nodes(), Math.max(settings.floorNodes(), share));
    }

    /** Returns how many open nodes each layer has above its floor; below 0 where a mask went under it. */
    public static int[] spare(Situation situation) {
        Layers layers = situation.layers();
        int[] spare = new int[layers.size()];
        for (int l = 0; l < spare.length; l++) {
            int open = situation.mask().openCount(layers.start(l), layers.end(l));
            spare[l] = open - of(situation.settings(), layers.all().get(l));
        }
        return spare;
    }
}
