package io.plumbline.experiments;

import io.plumbline.experiments.Tuned.Tried;
import io.plumbline.service.StartException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which runs a plan consists of. Everything follows from the plan and the results so far, so that a restarted harness
 * goes on where the last one stopped. Not thread safe.
 */
final class Schedule {

    private final Plan plan;
    private final PlanData planData;
    private final Function<String, Optional<Result>> results;
    private final Map<String, Result> known = new HashMap<>();
    private final Map<String, Tuned> tuned = new HashMap<>();

    /**
     * Prepares a schedule.
     *
     * @param results by key, as far as there are any
     */
    Schedule(Plan plan, PlanData planData, Function<String, Optional<Result>> results) {
        this.plan = plan;
        this.planData = planData;
        this.results = results;
    }

    /**
     * Returns the runs of a stage, including those that have results.
     *
     * @throws StartException if an earlier stage is not complete
     */
    List<Job> jobs(Stage stage) {
        List<Job> jobs = new ArrayList<>();
        switch (stage.pass()) {
            case TUNING -> stage.methods(plan).forEach(method -> jobs.addAll(tuning(method)));
            // Seed by seed, so that a slow phase of the machine affects all methods equally.
            case FINAL ->
                plan.seeds().forEach(seed -> stage.methods(plan).forEach(method -> jobs.add(chosen(method, seed))));
            case WALL_CLOCK ->
                plan.timedSeeds().forEach(seed -> stage.methods(plan).forEach(method -> jobs.add(timed(method, seed))));
        }
        return jobs;
    }

    private List<Job> tuning(Method method) {
        List<Job> jobs = new ArrayList<>();
        for (Candidate candidate : plan.candidates(method)) {
            for (long seed : plan.tuningSeeds()) {
                jobs.add(tuning(candidate, seed));
            }
        }
        return jobs;
    }

    private Job tuning(Candidate candidate, long seed) {
        return Job.of(plan, planData, candidate, Pass.TUNING, seed, copied(candidate.method(), Pass.TUNING, seed));
    }

    /** Returns the run of a method with its chosen settings on a fresh seed. */
    Job chosen(Method method, long seed) {
        return Job.of(plan, planData, tuned(method).chosen(), Pass.FINAL, seed, copied(method, Pass.FINAL, seed));
    }

    /** Returns the same, for its times. */
    Job timed(Method method, long seed) {
        return Job.of(plan, planData, tuned(method).chosen(), Pass.WALL_CLOCK, seed, copied(method, Pass.FINAL, seed));
    }

    private Map<String, String> copied(Method method, Pass pass, long seed) {
        if (!method.copies()) {
            return Map.of();
        }
        Method subject = plan.subjectMethod();
        Job run = pass == Pass.TUNING ? tuning(tuned(subject).chosen(), seed) : chosen(subject, seed);
        return method.copy().of(result(run), plan.base());
    }

    /**
     * Returns what was chosen for a method.
     *
     * @throws StartException if a tuning run of it is missing
     */
    Tuned tuned(Method method) {
        Tuned before = tuned.get(method.name());
        if (before != null) {
            return before;
        }
        if (!plan.tunes(method)) {
            return new Tuned(method, List.of(Tried.not(plan.candidates(method).get(0))));
        }
        boolean heldOut = Pass.holdsOut() && plan.validationShare() > 0;
        List<Tried> tried = new ArrayList<>();
        for (Candidate candidate : plan.candidates(method)) {
            List<Result> runs = plan.tuningSeeds().stream()
                    .map(seed -> result(tuning(candidate, seed)))
                    .toList();
            tried.add(Tried.of(candidate, runs, plan.target(), heldOut));
        }
        Tuned chosen = new Tuned(method, tried);
        tuned.put(method.name(), chosen);
        return chosen;
    }

    boolean isMade(Job job) {
        return find(job).isPresent();
    }

    /**
     * Returns the result of a run.
     *
     * @throws StartException if it is missing
     */
    Result result(Job job) {
        return find(job)
                .orElseThrow(() -> new StartException(
                        "the result of " + job.describe() + " (" + job.key() + ") is missing: run the plan again"));
    }

    private Optional<Result> find(Job job) {
        Optional<Result> found = Optional.ofNullable(known.get(job.key())).or(() -> results.apply(job.key()));
        found.ifPresent(result -> known.put(job.key(), result));
        return found;
    }
}
