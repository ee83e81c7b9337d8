package io.plumbline.experiments;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.settings.SettingKey;
import io.plumbline.core.settings.SettingKey.Basis;
import io.plumbline.core.settings.SettingKey.Kind;
import io.plumbline.experiments.Method.Copy;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.run.RunDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All methods by name, in the order of the tables: baselines, peers, ours, and the control that must be worse. */
final class Methods {

    private static final String SELF_TUNED = "gate." + SettingKey.SELF_TUNED;
    /** Of a run: what does not depend on them is taken. */
    private static final long ANY_STEPS = 1000;

    private static final String AVERAGE = "average.decay";
    /** The method that all others are tested against unless a plan names another: what a run does by default. */
    static final String USUAL_SUBJECT = selfTunedName(Policies.DEFAULT);

    private static final List<Method> ALL = List.of(
            policy(Policies.DENSE),
            new Method(
                    "dense-averaged",
                    Map.of(Settings.POLICY, Policies.DENSE, AVERAGE, "0.98"),
                    Map.of(),
                    false,
                    Copy.NOTHING),
            new Method(
                    "dense-regularized",
                    Map.of(Settings.POLICY, Policies.DENSE),
                    Map.of("dropout", List.of("0", "0.2"), "optimizer.weight-decay", List.of("0.001", "0.01")),
                    true,
                    Copy.NOTHING),
            new Method("small-from-scratch", Map.of(Settings.POLICY, Policies.DENSE), Map.of(), false, Copy.SHAPE),
            policy("structured-dropout"),
            prunedAtStart(),
            policy("random"),
            selfTuned("random"),
            new Method("random-counts", Map.of(Settings.POLICY, "random-counts"), Map.of(), false, Copy.COUNTS),
            policy("magnitude"),
            selfTuned("magnitude"),
            policy("taylor"),
            selfTuned("taylor"),
            policy("fisher"),
            selfTuned("fisher"),
            policy("greedy-kappa"),
            policy("greedy-q"),
            selfTuned("greedy-q"),
            policy(Policies.GATING_NETWORK),
            selfTuned(Policies.GATING_NETWORK),
            policy("inverted-kappa"));

    private Methods() {}

    /** To a given density on a schedule, where it closes anything. */
    private static Method policy(String name) {
        return new Method(name, scheduled(name), Map.of(), false, Copy.NOTHING);
    }

    private static Map<String, String> scheduled(String policy) {
        return Map.of(Settings.POLICY, policy, SELF_TUNED, "false");
    }

    private static String selfTunedName(String policy) {
        return policy + "-self-tuned";
    }

    /** The density is found, not given; what else that takes has its own defaults, which a plan for all methods would hide. */
    private static Method selfTuned(String policy) {
        Map<String, String> settings = new TreeMap<>(Map.of(Settings.POLICY, policy, SELF_TUNED, "true"));
        Basis scheduled = new Basis(ANY_STEPS, false);
        Basis tuned = new Basis(ANY_STEPS, true);
        for (SettingKey row : SettingKey.ALL) {
            Object value = row.usual().of().apply(tuned);
            // When to begin and to end is the plan's.
            if (row.kind() != Kind.STEPS && !value.equals(row.usual().of().apply(scheduled))) {
                settings.put("gate." + row.key(), value.toString());
            }
        }
        return new Method(selfTunedName(policy), settings, Map.of(), false, Copy.NOTHING);
    }

    /** At the first decision of all, by the gradient of the first step, down to the final density and never again. */
    private static Method prunedAtStart() {
        Map<String, String> settings = new TreeMap<>(scheduled("taylor-per-cost"));
        List.of(
                        "decision-interval",
                        "gate.warm-up",
                        "gate.last-change",
                        "gate.min-probes",
                        "gate.budget",
                        "gate.prune-after")
                .forEach(key -> settings.put(key, "1"));
        return new Method("pruned-at-start", settings, Map.of(), false, Copy.NOTHING);
    }

    /** Returns all of them, those that this trainer cannot run included. */
    static List<Method> all() {
        return ALL;
    }

    /** Returns all names, those that this trainer cannot run included. */
    static List<String> names() {
        return ALL.stream().map(Method::name).toList();
    }

    static Optional<Method> named(String name) {
        return ALL.stream().filter(method -> method.name().equals(name)).findFirst();
    }

    /** Returns the names of the methods that this trainer can run. */
    static List<String> runnable() {
        return ALL.stream()
                .filter(method -> obstacles(method).isEmpty())
                .map(Method::name)
                .toList();
    }

    /** Returns why the trainer of this version cannot run a method, in sentences; empty if it can. */
    static List<String> obstacles(Method method) {
        return refusals(method, method.settings()).stream()
                .map(refusal -> "method " + method.name() + " cannot be run by this version of the trainer: " + refusal)
                .toList();
    }

    /** Returns what the trainer says against these settings of a method, its tuned and copied keys beside them. */
    static List<String> refusals(Method method, Map<String, String> settings) {
        Map<String, String> asked = new LinkedHashMap<>(settings);
        method.grid().forEach((key, values) -> asked.put(key, values.get(0)));
        if (method.copy() == Copy.COUNTS) {
            asked.put(Copy.COUNTS_KEY, "100:2,2");
            asked.put("network.layers", "4,4");
        }
        return refusals(asked);
    }

    /** Returns whether the trainer takes these settings, all others by default. */
    static boolean takes(Map<String, String> settings) {
        return refusals(settings).isEmpty();
    }

    private static List<String> refusals(Map<String, String> settings) {
        try {
            Configuration.of(settings).finish(RunDescription::read);
            return List.of();
        } catch (ConfigurationException refused) {
            return refused.sentences();
        }
    }
}
