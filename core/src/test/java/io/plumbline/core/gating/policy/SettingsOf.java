package io.plumbline.core.gating.policy;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.gating.GateSettings.Scope;
import java.util.List;

/** Gate settings for tests: the defaults with single components changed. */
final class SettingsOf {

    private SettingsOf() {}

    static GateSettings selfTuned() {
        return changed(true, 16, 2, 0.1);
    }

    static GateSettings hiddenUnits(int units) {
        return changed(false, units, 2, 0.1);
    }

    static GateSettings floor(int nodes, double share) {
        return changed(false, 16, nodes, share);
    }

    private static GateSettings changed(boolean selfTuned, int hidden, int floorNodes, double floorShare) {
        return new GateSettings(
                "greedy-q",
                1,
                50,
                0.5,
                1e-3,
                10,
                0.01,
                hidden,
                0.3,
                0.7,
                0.05,
                floorNodes,
                floorShare,
                150,
                900,
                0.5,
                selfTuned,
                20,
                0.9,
                0.1,
                3,
                5,
                0.95,
                0.8,
                Scope.OWN_AND_OUT,
                0,
                0.1,
                List.of());
    }
}
