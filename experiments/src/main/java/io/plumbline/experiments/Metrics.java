package io.plumbline.experiments;

import io.plumbline.experiments.Metric.Effect;
import io.plumbline.experiments.Result.Evaluated;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** The numbers by which runs are compared, in the order of the tables. */
final class Metrics {

    private static final String NATS = "nats";
    private static final String NO_UNIT = "";

    private Metrics() {}

    static List<Metric> of(Plan plan) {
        List<Metric> all = new ArrayList<>();
        plan.targets().forEach(target -> all.addAll(toTarget(target, plan.wallClockSeeds() > 0)));
        all.addAll(ofTheOther(plan.part()));
        all.addAll(gaps());
        all.addAll(ofTheNetwork());
        return all;
    }

    private static List<Metric> toTarget(double target, boolean timed) {
        String words = " to training loss " + target;
        List<Metric> metrics = new ArrayList<>();
        metrics.add(lower(
                "steps-to-" + target,
                "steps" + words,
                "steps",
                Effect.RATIO,
                (run, cost) -> run.reached(target).map(at -> (double) at.step()).orElse(Double.NaN)));
        metrics.add(lower(
                "equivalents-to-" + target,
                "dense-step equivalents" + words,
                "dense steps",
                Effect.RATIO,
                (run, cost) -> run.reached(target).map(at -> at.work() / cost).orElse(Double.NaN)));
        if (timed) {
            metrics.add(new Metric(
                    "seconds-to-" + target,
                    "wall-clock" + words,
                    "s",
                    true,
                    Effect.RATIO,
                    true,
                    (run, cost) -> run.reached(target).map(Evaluated::seconds).orElse(Double.NaN)));
        }
        return metrics;
    }

    /** The metrics of the test part, or of the validation part under its own name. */
    private static List<Metric> ofTheOther(String part) {
        return List.of(
                atEnd(part + "-loss-last", part + " loss at the end", NATS, true, Effect.RATIO, Evaluated::testLoss),
                lower(
                        part + "-loss-best",
                        "best " + part + " loss",
                        NATS,
                        Effect.RATIO,
                        (run, cost) -> run.evaluations().stream()
                                .mapToDouble(Evaluated::testLoss)
                                .min()
                                .orElse(Double.NaN)),
                atEnd(
                        part + "-accuracy-last",
                        part + " accuracy at the end",
                        NO_UNIT,
                        false,
                        Effect.DIFFERENCE,
                        at -> 1 - at.testError()),
                new Metric(
                        part + "-accuracy-best",
                        "best " + part + " accuracy",
                        NO_UNIT,
                        false,
                        Effect.DIFFERENCE,
                        false,
                        (run, cost) -> run.evaluations().stream()
                                .mapToDouble(at -> 1 - at.testError())
                                .max()
                                .orElse(Double.NaN)));
    }

    private static List<Metric> gaps() {
        return List.of(
                lower(
                        "convergence-gap",
                        "convergence gap at the end",
                        NATS,
                        Effect.RATIO,
                        (run, cost) -> ended(run, run.last().trainingLoss() - run.lossLowerBound())),
                atEnd(
                        "generalization-gap",
                        "generalization gap at the end",
                        NATS,
                        true,
                        Effect.DIFFERENCE,
                        at -> at.testLoss() - at.trainingLoss()),
                atEnd(
                        "generalization-gap-error",
                        "generalization gap of the error",
                        NO_UNIT,
                        true,
                        Effect.DIFFERENCE,
                        at -> at.testError() - at.trainingError()));
    }

    private static List<Metric> ofTheNetwork() {
        return List.of(
                lower(
                        "kappa-median",
                        "κ, median over the run",
                        NO_UNIT,
                        Effect.RATIO,
                        (run, cost) -> Curves.medianKappa(run)),
                lower("kappa-last", "κ at the last probe", NO_UNIT, Effect.RATIO, (run, cost) -> Curves.lastKappa(run)),
                lower(
                        "cost-last",
                        "cost of the network at the end, of the dense one",
                        NO_UNIT,
                        Effect.RATIO,
                        (run, cost) -> ended(run, Curves.lastCost(run) / cost)),
                lower(
                        "overhead",
                        "probes and hand-over, of all time in steps",
                        NO_UNIT,
                        Effect.DIFFERENCE,
                        (run, cost) -> run.costs().statistics() / run.costs().steps()));
    }

    private static Metric lower(
            String id, String label, String unit, Effect effect, ToDoubleBiFunction<Result, Double> measure) {
        return new Metric(id, label, unit, true, effect, false, measure);
    }

    private static Metric atEnd(
            String id,
            String label,
            String unit,
            boolean lowerIsBetter,
            Effect effect,
            ToDoubleFunction<Evaluated> measure) {
        return new Metric(
                id,
                label,
                unit,
                lowerIsBetter,
                effect,
                false,
                (run, cost) -> ended(run, measure.applyAsDouble(run.last())));
    }

    /** A run that diverged has no last value. */
    private static double ended(Result run, double value) {
        return run.converged() ? value : Double.NaN;
    }
}
