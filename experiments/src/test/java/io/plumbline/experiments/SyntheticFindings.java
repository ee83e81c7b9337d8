package io.plumbline.experiments;

import io.plumbline.experiments.Result.Conditioned;
import io.plumbline.experiments.Result.Costs;
import io.plumbline.experiments.Result.Evaluated;
import io.plumbline.experiments.Result.Pruning;
import io.plumbline.experiments.Result.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Findings of plans whose runs are made up: as a test says, or drawn, with the shapes that real ones have. */
final class SyntheticFindings {

    private SyntheticFindings() {}

    /** Returns the findings of a plan from a result for each of its jobs. */
    static Findings of(Plan plan, Function<Job, Result> result) {
        Map<String, Result> made = new HashMap<>();
        Schedule schedule = new Schedule(plan, Plans.PLAN_DATA, key -> Optional.ofNullable(made.get(key)));
        for (Stage stage : Stage.values()) {
            schedule.jobs(stage).forEach(job -> made.put(job.key(), result.apply(job)));
        }
        return Findings.of(plan, Plans.PLAN_DATA, schedule);
    }

    /**
     * Returns findings of drawn runs: a method has a speed, a cost and a noise of its own; some runs stall above the last
     * target, a few diverge.
     *
     * @param seed of all draws
     */
    static Findings drawn(Plan plan, long seed) {
        double denseCost = Plans.PLAN_DATA.cost(plan.base());
        return of(plan, job -> drawn(job, denseCost, seed));
    }

    /** A method as drawn: the same on every seed. */
    private record Drawn(double speed, double thinnest, double stalls, double error, boolean fragile) {

        static Drawn of(String method, long seed) {
            SplittableRandom random = new SplittableRandom(seed * 31 + method.hashCode());
            return method.startsWith("dense")
                    ? new Drawn(1.1, 1, 0, 0.09, false)
                    : new Drawn(
                            random.nextDouble(0.7, 1.15),
                            random.nextDouble(0.15, 0.7),
                            random.nextDouble(-0.3, 0.4),
                            random.nextDouble(0.08, 0.1),
                            random.nextInt(6) == 0);
        }
    }

    private static Result drawn(Job job, double denseCost, long seed) {
        String method = job.candidate().method().name();
        Drawn character = Drawn.of(method, seed);
        SplittableRandom random = new SplittableRandom(seed + job.seed() * 7919 + method.hashCode());
        boolean diverges = character.fragile() && random.nextInt(4) == 0;
        int last = diverges ? 60 : SyntheticResults.STEPS;
        List<Evaluated> evaluations = evaluations(character, random, last, denseCost);
        List<Conditioned> conditions = evaluations.stream()
                .skip(1)
                .map(at -> conditioned(at, 4 * random.nextDouble(0.7, 1.5) * (2 - character.speed())))
                .toList();
        return new Result(
                job.key(),
                "0.0.0",
                "run-" + job.key(),
                method,
                job.settings().values(),
                "00",
                diverges ? Result.DIVERGED : Result.FINISHED,
                "",
                last,
                List.of(4, 4),
                evaluations,
                conditions,
                80,
                List.of(new Shape(0, 0, List.of(4, 4)), new Shape(20, 22, List.of(3, 2))),
                character.thinnest() < 1
                        ? List.of(new Pruning(40, Math.round(character.thinnest() * denseCost)))
                        : List.of(),
                new Costs(1, random.nextDouble(0.1, 0.3), 0.2, 0.3, 2, 0));
    }

    private static List<Evaluated> evaluations(Drawn character, SplittableRandom random, int last, double denseCost) {
        double floor = random.nextDouble() < character.stalls() ? random.nextDouble(0.52, 0.9) : 1e-3;
        double rate = 0.04 * character.speed() * random.nextDouble(0.85, 1.15);
        List<Evaluated> evaluations = new ArrayList<>();
        double work = 0;
        for (int step = 0; step <= last; step += SyntheticResults.EVERY) {
            double cost = Math.max(character.thinnest(), 1 - step / 60.0);
            double loss = floor + 2.3 * Math.exp(-rate * step) * random.nextDouble(0.92, 1.08);
            work += step == 0 ? 0 : SyntheticResults.EVERY * cost * denseCost;
            evaluations.add(new Evaluated(
                    step,
                    loss,
                    Math.min(0.9, 0.3 * loss),
                    loss + random.nextDouble(0.15, 0.25),
                    Math.min(0.9, character.error() + 0.3 * loss + random.nextDouble(0.01)),
                    Result.Averaged.NONE,
                    step * (0.002 + 0.002 * cost),
                    work));
        }
        return evaluations;
    }

    private static Conditioned conditioned(Evaluated at, double kappa) {
        return new Conditioned(at.step(), kappa / 5, 0.2, kappa, at.trainingLoss(), Math.sqrt(at.trainingLoss()));
    }
}
