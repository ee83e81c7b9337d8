package io.plumbline.experiments;

import io.plumbline.service.Closing;
import io.plumbline.service.StartException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a plan, stage by stage, and writes its findings. A run that has a result is not repeated. */
public final class Comparison {

    /** Long enough for Java to compile the code of a step; no number of it is kept. */
    private static final long WARM_UP_STEPS = 300;

    private static final String WARM_UP = "warm-up";

    /**
     * The number of failed runs after which the comparison gives up: without a gate, every run would wait for minutes.
     */
    private static final int MOST_FAILURES = 3;

    private final Plan plan;
    private final PlanData planData;
    private final ResultStore store;
    private final Schedule schedule;
    private final Consumer<String> say;
    private final SecureRandom chance = new SecureRandom();

    private Comparison(Plan plan, PlanData planData, ResultStore store, Consumer<String> say) {
        this.plan = plan;
        this.planData = planData;
        this.store = store;
        this.schedule = new Schedule(plan, planData, store::find);
        this.say = say;
    }

    /**
     * Opens and locks the results of a plan.
     *
     * @param plan what is compared
     * @param planData the plan's data
     * @param home of results and reports
     * @param say receives lines of progress
     * @param closing releases the results, at the end or at a signal to stop
     * @throws StartException in one sentence, if another harness holds the results
     */
    public static Comparison open(Plan plan, PlanData planData, Path home, Consumer<String> say, Closing closing) {
        return new Comparison(plan, planData, closing.add(ResultStore.open(home)), say);
    }

    /** Returns whether a run is missing: only then are Kafka and a gate needed. */
    public boolean isIncomplete() {
        for (Stage stage : Stage.values()) {
            if (!schedule.jobs(stage).stream().allMatch(schedule::isMade)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Trains the runs that are missing.
     *
     * @param cluster where
     * @param closing ends the trainer processes at a signal to stop
     * @throws StartException if a run failed twice, at the end of its stage; after {@value #MOST_FAILURES} of these at once
     */
    public void run(Cluster cluster, Closing closing) throws InterruptedException {
        Workers workers = closing.add(new Workers(cluster::worker));
        Progress progress = new Progress(say, Stage.allRuns(plan));
        for (Stage stage : Stage.values()) {
            List<Job> jobs = schedule.jobs(stage);
            List<Job> missing =
                    jobs.stream().filter(job -> !schedule.isMade(job)).toList();
            progress.stage(stage, jobs.size(), jobs.size() - missing.size());
            boolean timed = stage.pass() == Pass.WALL_CLOCK;
            if (timed && !missing.isEmpty()) {
                warmUp(workers, missing.get(0));
            }
            workers.make(missing, timed ? 1 : plan.workers(), this::assignment, (job, failure) -> {
                progress.run(job, store.find(job.key()), failure);
                return progress.failed() < MOST_FAILURES;
            });
            if (progress.failed() > 0) {
                throw new StartException(progress.failed() + " runs failed (see the lines above, and the log): run the"
                        + " plan again, what was made is kept");
            }
        }
    }

    /** The first runs of a process are slower than all later ones. */
    private void warmUp(Workers workers, Job first) throws InterruptedException {
        say.accept("warming up …");
        Settings shorter = first.settings()
                .with(
                        Settings.STEPS,
                        Long.toString(Math.min(WARM_UP_STEPS, first.settings().steps())))
                .with(Map.of(
                        "gate.warm-up", "0", "gate.last-change", Long.toString(WARM_UP_STEPS), Settings.STOP, "false"));
        Job job = new Job(WARM_UP, first.candidate(), Pass.WALL_CLOCK, first.seed(), shorter);
        workers.make(List.of(job), 1, this::assignment, (made, failure) -> true);
    }

    private Assignment assignment(Job job) {
        boolean kept = !job.key().equals(WARM_UP);
        return new Assignment(
                job.key(),
                job.run(chance),
                job.candidate().method().name(),
                job.settings().values(),
                planData.dataRoot().toString(),
                kept ? store.file(job.key()).toString() : "");
    }

    /** Evaluates the results; none may be missing. */
    public Findings findings() {
        return Findings.of(plan, planData, schedule);
    }
}
