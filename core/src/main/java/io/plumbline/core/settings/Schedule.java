package io.plumbline.core.settings;

/**
 * When the gate changes masks, and how far.
 *
 * @param warmUp t_0: no change before this step
 * @param lastChange t_1: the schedule ends and closed nodes re-open no more, at least t_0
 * @param finalDensity ρ_end
 * @param selfTuned whether the gate finds the density itself, by the work left
 * @param minProbes probes under the mask in force before a decision rests on them, at least 1
 */
public record Schedule(long warmUp, long lastChange, double finalDensity, boolean selfTuned, int minProbes) {

    /** Checks the order of the steps. */
    public Schedule {
        if (lastChange < warmUp) {
            throw new IllegalArgumentException(
                    "gate.last-change must be at least gate.warm-up, " + warmUp + ", was " + lastChange);
        }
    }

    static Schedule of(Values values) {
        return new Schedule(
                values.steps("warm-up"),
                values.steps("last-change"),
                values.number("final-density"),
                values.flag("self-tuned"),
                values.count("min-probes"));
    }
}
