package io.plumbline.core.gating;

import io.plumbline.core.settings.GateSettings;

/**
 * The density that a run should have at a step:
 * ρ(t) = ρ_end + (1 − ρ_end)·(1 − clip((t − t_0)/(t_1 − t_0), 0, 1))³ (Zhu, Gupta 2017).
 */
final class DensitySchedule {

    private DensitySchedule() {}

    /**
     * Returns ρ(t), from ρ_end to 1; where t_0 = t_1 it falls at once, after t_0.
     *
     * @param settings ρ_end, t_0 and t_1
     * @param step t, at least 0
     */
    static double at(GateSettings settings, long step) {
        double end = settings.schedule().finalDensity();
        if (step <= settings.schedule().warmUp()) {
            return 1;
        }
        if (step >= settings.schedule().lastChange()) {
            return end;
        }
        double left = 1
                - (double) (step - settings.schedule().warmUp())
                        / (settings.schedule().lastChange()
                                - settings.schedule().warmUp());
        return end + (1 - end) * left * left * left;
    }
}
