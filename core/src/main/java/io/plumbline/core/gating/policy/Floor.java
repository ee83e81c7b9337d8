package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Layers;

/** How many open nodes layers have above their floors. */
public final class Floor {

    private Floor() {}

    /** Returns how many open nodes each layer has above its floor; below 0 if a mask has fewer. */
    public static int[] spare(Situation situation) {
        Layers layers = situation.layers();
        int[] spare = new int[layers.size()];
        for (int l = 0; l < spare.length; l++) {
            int open = situation.mask().openCount(layers.start(l), layers.end(l));
            spare[l] = open - situation.settings().limits().floor(layers.all().get(l));
        }
        return spare;
    }
}
