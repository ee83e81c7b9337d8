package io.plumbline.experiments;

import io.plumbline.experiments.Metric.Effect;
import io.plumbline.experiments.Result.Evaluated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The numbers by which runs are compared, in the order of the tables. */
final class Metrics {

    private static final String NATS = "nats";
    private static final String NO_UNIT = "";
    /** Consecutive evaluations whose mean counts as one where the best is looked for. */
    private static final int SMOOTHED = 3;

    private Metrics() {}

    /**
     * Returns those of a plan.
     *
     * @param averaged whether any of its runs keeps an average of its weights
     */
    static List<Metric> of(Plan plan, boolean averaged) {
        List<Metric> all = new ArrayList<>();
        plan.targets().forEach(target -> all.addAll(toTarget(target, plan.wallClockSeeds() > 0)));
        all.addAll(ofTheOther(plan.part(), "", "", Evaluated::testLoss, at -> 1 - at.testError()));
        if (averaged) {
            all.addAll(ofTheOther(
                    plan.part(),
                    "-averaged",
                    ", averaged weights where they are kept",
                    Evaluated::averagedTestLoss,
                    at -> 1 - at.averagedTestError()));
        }
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
    private static List<Metric> ofTheOther(
            String part,
            String suffix,
            String words,
            ToDoubleFunction<Evaluated> loss,
            ToDoubleFunction<Evaluated> accuracy) {
        String accurate = part + " accuracy";
        return List.of(
                atEnd(part + "-loss-last" + suffix, part + " loss at the end" + words, NATS, true, Effect.RATIO, loss),
                lower(
                        part + "-loss-best" + suffix,
                        "best " + part + " loss" + words,
                        NATS,
                        Effect.RATIO,
                        (run, cost) ->
                                meansOfThree(run.evaluations(), loss).min().orElse(Double.NaN)),
                atEnd(
                        part + "-accuracy-last" + suffix,
                        accurate + " at the end" + words,
                        NO_UNIT,
                        false,
                        Effect.DIFFERENCE,
                        accuracy),
                new Metric(
                        part + "-accuracy-best" + suffix,
                        "best " + accurate + words,
                        NO_UNIT,
                        false,
                        Effect.DIFFERENCE,
                        false,
                        (run, cost) ->
                                meansOfThree(run.evaluations(), accuracy).max().orElse(Double.NaN)));
    }

    /**
     * Returns the mean of every three consecutive evaluations, or of all where there are fewer: the best of single ones is the
     * better the more a run fluctuates.
     */
    static DoubleStream meansOfThree(List<Evaluated> evaluations, ToDoubleFunction<Evaluated> measure) {
        double[] values = evaluations.stream().mapToDouble(measure).toArray();
        int width = Math.min(SMOOTHED, values.length);
        return IntStream.rangeClosed(0, values.length - width)
                .filter(from -> width > 0)
                .mapToDouble(from -> Arrays.stream(values, from, from + width).sum() / width);
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
