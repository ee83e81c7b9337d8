package io.plumbline.experiments;

import io.plumbline.experiments.Result.Averaged;
import io.plumbline.experiments.Result.Conditioned;
import io.plumbline.experiments.Result.Costs;
import io.plumbline.experiments.Result.Evaluated;
import io.plumbline.experiments.Result.Pruning;
import io.plumbline.experiments.Result.Shape;
import java.util.ArrayList;
import java.util.List;

/** Made-up results whose every number is known: the loss falls as 2·rate^step, κ is constant, steps cost what is said. */
final class SyntheticResults {

    static final int STEPS = 100;
    static final int EVERY = 10;

    private SyntheticResults() {}

    /**
     * Returns the result of a job.
     *
     * @param factor the loss times this after every step
     * @param costPerStep work of every step
     */
    static Result of(Job job, double factor, double costPerStep) {
        return of(job, factor, costPerStep, STEPS, Result.FINISHED);
    }

    /** Returns a run that diverged after so many steps. */
    static Result diverged(Job job, double factor, int steps) {
        return of(job, factor, 1, steps, Result.DIVERGED);
    }

    private static Result of(Job job, double factor, double costPerStep, int steps, String ending) {
        List<Evaluated> evaluations = new ArrayList<>();
        List<Conditioned> conditions = new ArrayList<>();
        for (int step = 0; step <= steps; step += EVERY) {
            double loss = 2 * Math.pow(factor, step);
            evaluations.add(new Evaluated(
                    step,
                    loss,
                    Math.min(1, loss) / 2,
                    loss + 0.1,
                    Math.min(1, loss) / 2 + 0.01,
                    Averaged.NONE,
                    step / 100.0,
                    step * costPerStep));
            if (step > 0) {
                conditions.add(new Conditioned(step, 4, 0.2, 20, loss, 2 * Math.pow(factor, step / 2.0)));
            }
        }
        return new Result(
                job.key(),
                "0.0.0",
                "run-" + job.key(),
                job.candidate().method().name(),
                job.settings().values(),
                "00",
                ending,
                "",
                steps,
                List.of(4, 4),
                evaluations,
                conditions,
                5,
                List.of(
                        new Shape(0, 0, List.of(4, 4)),
                        new Shape(20, 22, List.of(3, 4)),
                        new Shape(40, 41, List.of(3, 2))),
                List.of(new Pruning(60, 28), new Pruning(80, 14)),
                new Costs(1, 0.1, 0.2, 0.3, 2, 0));
    }
}
