package io.plumbline.experiments;

import java.util.Map;

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
            settings = settings.with(Settings.PROBE_INTERVAL, settings.get(Settings.STEPS));
        }
        return new Job(settings.key(planData.software(), planData.sha256()), candidate, pass, seed, settings);
    }

    /** Returns a line for people. */
    String describe() {
        return candidate.method().name() + ", " + candidate.describe() + ", seed " + seed;
    }
}
