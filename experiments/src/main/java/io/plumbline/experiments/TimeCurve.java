package io.plumbline.experiments;

import io.plumbline.experiments.Result.Evaluated;
import io.plumbline.experiments.statistics.MedianInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * How long a method takes to come down to one level after the other: at every level the median over the timed runs of the
 * time at which a run first was there, ∞ for one that never was. Timed runs end at the last target; at that level the
 * curve says what the table says, whichever of them ended first. It ends where half of the runs did not arrive.
 *
 * @param seconds ascending, no two the same
 * @param levels descending: of two levels at the same time the lower one
 */
record TimeCurve(List<Double> seconds, List<Double> levels) {

    /** More than a plot can tell apart. */
    private static final int LEVELS = 60;

    /** Copies the lists. */
    TimeCurve {
        seconds = List.copyOf(seconds);
        levels = List.copyOf(levels);
    }

    /**
     * Returns the curve of a measure; empty without runs.
     *
     * @param value of an evaluation, lower is better; levels are above 0
     */
    static TimeCurve of(List<Result> timed, ToDoubleFunction<Evaluated> value) {
        List<Double> seconds = new ArrayList<>();
        List<Double> levels = new ArrayList<>();
        for (double level : levels(timed, value)) {
            double median = MedianInterval.median(
                    timed.stream().mapToDouble(run -> first(run, value, level)).toArray());
            if (!seconds.isEmpty() && seconds.get(seconds.size() - 1) == median) {
                levels.set(levels.size() - 1, level);
            } else if (Double.isFinite(median)) {
                seconds.add(median);
                levels.add(level);
            }
        }
        return new TimeCurve(seconds, levels);
    }

    /** Levels at equal factors, from where all runs start down to the lowest that one of them saw. */
    private static double[] levels(List<Result> timed, ToDoubleFunction<Evaluated> value) {
        OptionalDouble high = timed.stream()
                .map(run -> run.evaluations().get(0))
                .mapToDouble(value)
                .filter(Double::isFinite)
                .max();
        OptionalDouble low = timed.stream()
                .flatMap(run -> run.evaluations().stream())
                .mapToDouble(value)
                .filter(level -> level > 0)
                .min();
        if (high.isEmpty() || low.isEmpty()) {
            return new double[0];
        }
        double[] levels = new double[LEVELS];
        double step = StrictMath.log(low.getAsDouble() / high.getAsDouble()) / (LEVELS - 1);
        for (int i = 0; i < LEVELS; i++) {
            levels[i] = i < LEVELS - 1 ? high.getAsDouble() * StrictMath.exp(i * step) : low.getAsDouble();
        }
        return levels;
    }

    private static double first(Result run, ToDoubleFunction<Evaluated> value, double level) {
        Optional<Evaluated> first = run.evaluations().stream()
                .filter(at -> value.applyAsDouble(at) <= level)
                .findFirst();
        return first.map(Evaluated::seconds).orElse(Double.POSITIVE_INFINITY);
    }
}
