package io.plumbline.experiments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a plan would do: how many runs, how many of them have results already, how long the rest takes. Starts nothing.
 */
public final class DryRun {

    private DryRun() {}

    /** Returns the sentences, given the folder of results. */
    public static String of(Plan plan, PlanData planData, Path home) {
        Schedule schedule = new Schedule(plan, planData, key -> ResultStore.find(home, key));
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d methods, %d learning rates, %d tuning seeds, %d fresh seeds, %,d steps a run%n",
                plan.name(),
                plan.methods().size(),
                plan.learningRates().size(),
                plan.tuningSeeds().size(),
                plan.seeds().size(),
                plan.base().steps()));
        Estimate estimate = Estimate.measure(plan, planData);
        Duration left = Duration.ZERO;
        boolean known = true;
        for (Stage stage : Stage.values()) {
            int runs = stage.runs(plan);
            int made = known ? made(schedule, stage) : 0;
            known &= made == runs;
            left = left.plus(estimate.of(runs - made, stage.pass() == Pass.WALL_CLOCK ? 1 : plan.workers()));
            text.append(String.format(
                    Locale.ROOT,
                    "  %-22s %,6d runs%s%n",
                    stage.title(),
                    runs,
                    made > 0 ? ", made before: " + made : ""));
        }
        text.append(String.format(
                Locale.ROOT,
                "  %-22s %,6d runs, at most %.1f hours to go with %d trainer processes side by side, tuning and times"
                        + " counted as if no run ended at the last target (%s)",
                "all",
                Stage.allRuns(plan),
                left.toSeconds() / 3600.0,
                plan.workers(),
                estimate.describe()));
        return text.toString();
    }

    private static int made(Schedule schedule, Stage stage) {
        List<Job> jobs = schedule.jobs(stage);
        return (int) jobs.stream().filter(schedule::isMade).count();
    }
}
