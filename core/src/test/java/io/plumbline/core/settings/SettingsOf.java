package io.plumbline.core.settings;

import java.util.Map;

/** Gate settings for tests. */
public final class SettingsOf {

    /** t_0 150, t_1 900, nothing is ever removed. */
    private static final GateSettings GREEDY =
            GateSettings.defaults("greedy-q", 3000).with("prune-after", 0);

    private SettingsOf() {}

    /** Returns settings under which the gate finds the density itself. */
    public static GateSettings selfTuned() {
        return GREEDY.with("self-tuned", true);
    }

    /** Returns settings of a gating network with so many hidden units. */
    public static GateSettings hiddenUnits(int units) {
        return GREEDY.with("hidden-units", units);
    }

    /** Returns settings with another floor of every layer. */
    public static GateSettings floor(int nodes, double share) {
        return GREEDY.with(Map.of("floor-nodes", nodes, "floor-share", share));
    }
}
