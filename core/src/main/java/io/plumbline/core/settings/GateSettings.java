package io.plumbline.core.settings;

import io.plumbline.core.model.Layers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a decision depends on beside the statistics. Keys, ranges and defaults: {@link SettingKey#ALL}; symbols and
 * reasons: {@code core/README.md}.
 *
 * @param policy name of the policy
 * @param objective what the gate minimises
 * @param learner how the gating network learns
 * @param limits what one decision may do, and what stays open
 * @param capacity how much stays open where the gate finds the density itself
 * @param schedule when masks change, and how far
 * @param rollback when a change is taken back
 * @param averaging how statistics are averaged
 * @param pruning when closed nodes are removed for good
 * @param counts what a policy that follows counts is given, ascending by step; empty for all others
 */
public record GateSettings(
        String policy,
        Objective objective,
        Learner learner,
        Limits limits,
        CapacitySettings capacity,
        Schedule schedule,
        Rollback rollback,
        Averaging averaging,
        Pruning pruning,
        List<OpenCounts> counts) {

    /** Checks the components. */
    public GateSettings {
        counts = List.copyOf(counts);
        OpenCounts.checkOrder(counts);
    }

    /**
     * Returns settings.
     *
     * @param values by key, every key of {@link SettingKey#ALL} and any of {@link SettingKey#KEYS}, whole numbers as
     *     {@link Long}
     * @param counts what a policy that follows counts is given
     * @throws IllegalArgumentException if a key is missing or unknown, or a value out of its range, in one sentence
     */
    public static GateSettings of(Map<String, Object> values, List<OpenCounts> counts) {
        Values checked = new Values(values);
        return new GateSettings(
                checked.text("policy"),
                Objective.of(checked),
                Learner.of(checked),
                Limits.of(checked),
                CapacitySettings.of(checked),
                Schedule.of(checked),
                Rollback.of(checked),
                Averaging.of(checked),
                Pruning.of(checked),
                counts);
    }

    /**
     * Returns the defaults of a run on a schedule.
     *
     * @param policy name of the policy
     * @param plannedSteps T, at least 1
     */
    public static GateSettings defaults(String policy, long plannedSteps) {
        return defaults(policy, new SettingKey.Basis(plannedSteps, false));
    }

    /**
     * Returns the defaults of a run.
     *
     * @param policy name of the policy
     * @param basis what they depend on
     */
    public static GateSettings defaults(String policy, SettingKey.Basis basis) {
        Map<String, Object> values = new HashMap<>();
        SettingKey.ALL.forEach(row -> values.put(row.key(), row.usual().of().apply(basis)));
        values.put("policy", policy);
        values.put(SettingKey.SELF_TUNED, basis.selfTuned());
        return of(values, List.of());
    }

    /** Returns all values but the counts by key, ascending by key. */
    public Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        for (SettingKey row : SettingKey.KEYS) {
            Object value = row.value().apply(this);
            if (value != null) {
                values.put(row.key(), value);
            }
        }
        return values;
    }

    /**
     * Returns the same settings with other values of some keys.
     *
     * @param changes by key
     * @throws IllegalArgumentException if a key is unknown or a value out of its range, in one sentence
     */
    public GateSettings with(Map<String, ?> changes) {
        Map<String, Object> values = values();
        changes.forEach((key, value) -> values.put(key, SettingKey.named(key).kept(value)));
        return of(values, counts);
    }

    /** Returns the same settings with another value of one key, see {@link #with(Map)}. */
    public GateSettings with(String key, Object value) {
        return with(Map.of(key, value));
    }

    /** Returns the same settings with other counts to follow. */
    public GateSettings following(List<OpenCounts> others) {
        return of(values(), others);
    }

    /**
     * Checks that these settings can be those of a network.
     *
     * @throws IllegalArgumentException if counts are not of its layers, in one sentence
     */
    public void requireFits(Layers layers) {
        counts.forEach(entry -> entry.requireFits(layers, limits));
    }

    /** Returns whether the density follows ρ(t). */
    public boolean followsSchedule() {
        return !schedule.selfTuned() && counts.isEmpty();
    }

    /** Returns whether no closed node opens any more at step {@code step}: after t_1, unless counts say when nodes open. */
    public boolean reopeningEnded(long step) {
        return step > schedule.lastChange() && counts.isEmpty();
    }
}
