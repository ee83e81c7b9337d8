package io.plumbline.experiments;

import io.plumbline.experiments.statistics.MedianInterval;
import io.plumbline.report.Figures;

/** Medians and effects as people read them. */
final class Cells {

    private static final String MISSED = "missed";

    private Cells() {}

    /** Returns a label with a capital letter, for the beginning of a sentence or title; a symbol stays as it is. */
    static String capital(String label) {
        char first = label.charAt(0);
        return (first < 'a' || first > 'z' ? first : Character.toUpperCase(first)) + label.substring(1);
    }

    /** Returns a median with interval, and how many runs have a value if some have none. */
    static String median(MetricFindings.Row row) {
        int all = row.values().length;
        String reached = row.reached() == all ? "" : ", " + row.reached() + " of " + all;
        MedianInterval median = row.median();
        if (all == 0) {
            return Figures.UNKNOWN;
        }
        return Double.isFinite(median.median())
                ? withInterval(median) + reached
                : MISSED + " (" + row.reached() + " of " + all + ")";
    }

    /** Returns a median that there is, with its interval. */
    static String withInterval(MedianInterval median) {
        return value(median.median()) + " " + interval(median);
    }

    /** Returns the interval of values, an end that is not there as missed. */
    static String interval(MedianInterval median) {
        return "[" + value(median.low()) + ", " + value(median.high()) + "]";
    }

    private static String value(double x) {
        return Double.isFinite(x) ? Figures.three(x) : MISSED;
    }

    /** Returns the effect of the subject against the peer, with interval. */
    static String effect(Metric metric, Versus versus) {
        MedianInterval effect = versus.effect();
        return effectAlone(metric, versus) + " [" + number(metric, effect.low()) + ", " + number(metric, effect.high())
                + "]";
    }

    /** Returns the effect of the subject against the peer; there is no ratio if one of them missed the target. */
    static String effectAlone(Metric metric, Versus versus) {
        double effect = versus.effect().median();
        if (metric.effect() == Metric.Effect.DIFFERENCE) {
            return number(metric, effect);
        }
        if (effect == 0) {
            return "(it missed)";
        }
        return Double.isInfinite(effect) ? "(" + MISSED + ")" : number(metric, effect) + "×";
    }

    private static String number(Metric metric, double x) {
        if (metric.effect() == Metric.Effect.RATIO) {
            return Figures.three(x);
        }
        // The mean of two opposite differences may be a rounding error instead of 0.
        double shown = Math.abs(x) < 1e-12 ? 0 : x;
        return (shown > 0 ? "+" : "") + Figures.three(shown);
    }
}
