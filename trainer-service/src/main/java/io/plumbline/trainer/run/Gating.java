package io.plumbline.trainer.run;

import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.SettingKey;
import java.util.Map;
import java.util.Optional;

/**
 * When the gate decides, and how.
 *
 * @param decisionInterval Δ, steps between decisions, at least 1
 * @param warmUp t_0; empty: by the planned steps
 * @param lastChange t_1; empty: by the planned steps
 * @param settings everything else; t_0 and t_1 in them are ignored
 */
public record Gating(int decisionInterval, Optional<Long> warmUp, Optional<Long> lastChange, GateSettings settings) {

    /** Checks the components and drops the t_0 and t_1 of the settings, so that equal gatings are equal. */
    public Gating {
        if (decisionInterval < 1) {
            throw new IllegalArgumentException("decision-interval must be at least 1, was " + decisionInterval);
        }
        settings = with(settings, 0, 0);
    }

    /**
     * Returns the settings of a run of T planned steps.
     *
     * @throws IllegalArgumentException if t_1 is before t_0
     */
    public GateSettings resolved(long plannedSteps) {
        GateSettings defaults =
                GateSettings.defaults(settings.policy(), new SettingKey.Basis(plannedSteps, isSelfTuned()));
        long first = warmUp.orElse(defaults.schedule().warmUp());
        return with(
                settings,
                first,
                lastChange.orElse(Math.max(first, defaults.schedule().lastChange())));
    }

    /** Returns whether the gate finds the density itself. */
    boolean isSelfTuned() {
        return settings.schedule().selfTuned();
    }

    /** Returns the same with t_0 and t_1 filled in, and with another decision interval. */
    Gating resolve(long plannedSteps, int interval) {
        GateSettings all = resolved(plannedSteps);
        return new Gating(
                interval,
                Optional.of(all.schedule().warmUp()),
                Optional.of(all.schedule().lastChange()),
                settings);
    }

    private static GateSettings with(GateSettings settings, long warmUp, long lastChange) {
        return settings.with(Map.of("warm-up", warmUp, "last-change", lastChange));
    }
}
