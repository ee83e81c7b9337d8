package io.plumbline.trainer.run;

import io.plumbline.core.files.Decimals;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;
import io.plumbline.core.settings.SettingKey;
import io.plumbline.service.Configuration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys below {@code gate}, as {@link SettingKey#KEYS} lists them, and the decision interval. */
final class GateReader {

    private static final int MOST = 1_000_000;
    private static final String WARM_UP = "warm-up";
    private static final String LAST_CHANGE = "last-change";
    private static final String FINAL_DENSITY = "final-density";

    private final Configuration configuration;
    private final String usualPolicy;
    private final Reading reading;

    /**
     * Prepares.
     *
     * @param usualPolicy where none is named
     */
    GateReader(Configuration configuration, String usualPolicy) {
        this.configuration = configuration;
        this.usualPolicy = usualPolicy;
        this.reading = new Reading(configuration);
    }

    /**
     * Reads all settings of the gate.
     *
     * @param steps of the run, as far as they are known
     */
    Gating gating(long steps) {
        Map<String, Object> given = given();
        String policy = configuration.choice("gate.policy", Policies.names(), usualPolicy);
        boolean selfTuned = isSelfTuned(policy, given);
        GateSettings usual = GateSettings.defaults(policy, new SettingKey.Basis(Length.DEFAULT_STEPS, selfTuned));
        int interval = (int)
                configuration.integer("decision-interval", 1, MOST, DerivedSetting.decisionInterval(steps, selfTuned));
        Optional<Long> warmUp = Optional.ofNullable((Long) given.remove(WARM_UP));
        Optional<Long> lastChange = Optional.ofNullable((Long) given.remove(LAST_CHANGE));
        if (warmUp.isPresent() && lastChange.isPresent() && lastChange.get() < warmUp.get()) {
            configuration.reject(
                    "gate.last-change must be at least gate.warm-up, " + warmUp.get() + ", was " + lastChange.get());
        }
        List<OpenCounts> counts = counts(usual.policy());
        return new Gating(
                interval,
                warmUp,
                lastChange,
                reading.built(() -> GateSettings.of(usual.with(given).values(), counts), () -> usual));
    }

    /** Who gives a final density wants the schedule to it. */
    private static boolean isSelfTuned(String policy, Map<String, Object> given) {
        boolean usual = Policies.named(policy).findsDensity() && !given.containsKey(FINAL_DENSITY);
        return (boolean) given.getOrDefault(SettingKey.SELF_TUNED, usual);
    }

    private Map<String, Object> given() {
        Map<String, Object> given = new HashMap<>();
        for (SettingKey row : SettingKey.KEYS) {
            if (!row.key().equals("policy")) {
                reading.parsed("gate." + row.key(), row.expected(), text -> value(row, text))
                        .ifPresent(value -> given.put(row.key(), value));
            }
        }
        return given;
    }

    private static Object value(SettingKey row, String text) {
        return row.checked(
                switch (row.kind()) {
                    case NUMBER -> (Object) Decimals.real(text);
                    case COUNT, STEPS -> (Object) Decimals.whole(text);
                    case FLAG -> Reading.truth(text);
                    case TEXT -> text;
                });
    }

    /**
     * Other policies must not have any; the dense policy ignores them, so that one set of settings can describe both
     * twins.
     */
    private List<OpenCounts> counts(String policy) {
        boolean follows = Policies.named(policy).followsCounts();
        Optional<String> text = configuration.optional("gate.counts");
        if (follows && text.isEmpty()) {
            configuration.reject("gate.counts must be given for the policy " + policy + ": " + OpenCounts.FORM);
        } else if (!follows && text.isPresent() && !policy.equals(Policies.DENSE)) {
            configuration.reject(Policies.countsOf(policy));
        }
        return follows && text.isPresent() ? reading.built(() -> OpenCounts.parse(text.get()), List::of) : List.of();
    }
}
