package io.plumbline.experiments;

import io.plumbline.protocol.RunId;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A run of a plan.
 *
 * @param key name of its result
 * @param candidate what is trained
 * @param pass why
 * @param seed of the run
 * @param settings all of them
 */
record Job(String key, Candidate candidate, Pass pass, long seed, Settings settings) {

    static Job of(Plan plan, PlanData planData, Candidate candidate, Pass pass, long seed, Map<String, String> copied) {
        Settings settings = plan.base()
                .with(candidate.settings())
                .with(copied)
                .with(pass.settings(plan.validationShare(), plan.tunesWhole(candidate.method())))
                .with(Settings.SEED, Long.toString(seed));
        if (pass == Pass.WALL_CLOCK && settings.needsNoProbe()) {
            String never = settings.get(Settings.STEPS);
            settings = settings.with(Settings.PROBE_INTERVAL, never).with(Settings.WATCH_INTERVAL, never);
        }
        return new Job(settings.key(planData.software(), planData.sha256()), candidate, pass, seed, settings);
    }

    /**
     * Returns a run id that no other run has: of the method as much as there is room for, the key, a draw.
     *
     * @param chance that the draw is made with
     */
    String run(RandomGenerator chance) {
        String unique = String.format(Locale.ROOT, "-%s-%06x", key, chance.nextInt(1 << 24));
        String named = "compare-" + candidate.method().name();
        return RunId.check(named.substring(0, Math.min(named.length(), RunId.LONGEST - unique.length())) + unique);
    }

    /** Returns a line for people. */
    String describe() {
        return candidate.method().name() + ", " + candidate.describe() + ", seed " + seed;
    }
}
