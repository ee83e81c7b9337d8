package io.plumbline.experiments;

import io.plumbline.experiments.statistics.MedianInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The scale of a forest plot: logarithmic for ratios and what is positive, linear for differences.
 *
 * @param log whether equal factors are equally wide
 * @param low left end
 * @param high right end, above the left
 * @param ticks within, ascending
 */
record ForestScale(boolean log, double low, double high, List<Double> ticks) {

    /** An interval that reaches further than this factor beyond the outermost medians is cut, or it would squeeze them. */
    private static final double MOST = 4;

    private static final double MARGIN = 0.06;
    private static final int MOST_TICKS = 6;
    /** Share of the width that a label of a tick needs. */
    private static final double LABEL = 0.13;

    /** Copies the ticks. */
    ForestScale {
        ticks = List.copyOf(ticks);
    }

    static ForestScale of(Forest forest) {
        boolean log = isLog(forest);
        double[] medians = DoubleStream.concat(
                        forest.rows().stream().mapToDouble(row -> row.effect().median()),
                        forest.neutral().stream().mapToDouble(Double::doubleValue))
                .filter(x -> isDrawable(x, log))
                .toArray();
        double least = DoubleStream.of(medians).min().orElse(1);
        double most = DoubleStream.of(medians).max().orElse(least);
        double[] ends = forest.rows().stream()
                .map(Forest.Row::effect)
                .flatMapToDouble(interval -> DoubleStream.of(interval.low(), interval.high()))
                .filter(x -> isDrawable(x, log))
                .toArray();
        double low = Math.min(least, DoubleStream.of(ends).min().orElse(least));
        double high = Math.max(most, DoubleStream.of(ends).max().orElse(most));
        if (log) {
            double from = StrictMath.log(Math.max(low, least / MOST));
            double to = StrictMath.log(Math.min(high, most * MOST));
            double margin = Math.max(MARGIN * (to - from), 0.05);
            return ticked(true, StrictMath.exp(from - margin), StrictMath.exp(to + margin));
        }
        double margin = high > low ? MARGIN * (high - low) : Math.max(0.1 * Math.abs(high), 1e-3);
        return ticked(false, low - margin, high + margin);
    }

    private static boolean isLog(Forest forest) {
        return forest.metric().effect() == Metric.Effect.RATIO
                && forest.rows().stream()
                        .map(Forest.Row::effect)
                        .allMatch(interval -> Double.isNaN(interval.median()) || interval.median() >= 0);
    }

    private static boolean isDrawable(double x, boolean log) {
        return Double.isFinite(x) && (!log || x > 0);
    }

    private static ForestScale ticked(boolean log, double low, double high) {
        ForestScale bare = new ForestScale(log, low, high, List.of());
        List<Double> ticks = log && high / low > 3 ? powers(low, high) : steps(low, high);
        List<Double> apart = new ArrayList<>();
        for (double tick : ticks) {
            if (apart.isEmpty() || bare.at(tick) - bare.at(apart.get(apart.size() - 1)) >= LABEL) {
                apart.add(tick);
            }
        }
        return new ForestScale(log, low, high, apart);
    }

    private static List<Double> powers(double low, double high) {
        double decades = StrictMath.log10(high / low);
        double[] digits = decades > 3 ? new double[] {1} : decades > 1.7 ? new double[] {1, 3} : new double[] {1, 2, 5};
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(StrictMath.log10(low)); StrictMath.pow(10, power) <= high; power++) {
            for (double digit : digits) {
                double tick = power < 0 ? digit / StrictMath.pow(10, -power) : digit * StrictMath.pow(10, power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private static List<Double> steps(double low, double high) {
        double raw = (high - low) / MOST_TICKS;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
        double step = power
                * DoubleStream.of(1, 2, 5, 10)
                        .filter(digit -> digit * power >= raw)
                        .findFirst()
                        .orElse(10);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(Math.rint(i * step / step) * step);
        }
        return ticks;
    }

    /** Returns where a value lies: 0 at the left end, 1 at the right one; below 0 or above 1 it is not on the scale. */
    double at(double x) {
        if (log) {
            return x > 0 ? StrictMath.log(x / low) / StrictMath.log(high / low) : Double.NEGATIVE_INFINITY;
        }
        return (x - low) / (high - low);
    }

    /** Returns whether a value is on the scale. */
    boolean holds(double x) {
        return at(x) >= 0 && at(x) <= 1;
    }

    /** Returns whether an interval leaves the scale, or has no end, to the left. */
    boolean isOpenBelow(MedianInterval interval) {
        return at(interval.low()) < 0;
    }

    /** Returns whether it does to the right. */
    boolean isOpenAbove(MedianInterval interval) {
        return at(interval.high()) > 1;
    }
}
