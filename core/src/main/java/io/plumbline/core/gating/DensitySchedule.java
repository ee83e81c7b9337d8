package io.plumbline.core.gating;

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
        double end = settings.finalDensity();
        if (step <= settings.warmUp()) {
            return 1;
        }
        if (step >= settings.lastChange()) {
            return end;
        }
        double left = 1 - (double) (step - settings.warmUp()) / (settings.lastChange() - settings.warmUp());
        return end + (1 - end) * left * left * left;
    }
}
