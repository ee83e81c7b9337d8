package io.plumbline.experiments;

import io.plumbline.report.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** The subject against a peer, as parts of a sentence. */
final class Tested {

    /** Differences of accuracies are told in percentage points. */
    private static final double POINTS = 100;

    /** More digits of a p-value than two, or of one below this, tell nothing. */
    private static final double LEAST_P = 0.001;

    private static final MathContext TWO_DIGITS = new MathContext(2);

    private Tested() {}

    /** Returns the words for what the test shows of the subject. */
    static String verdict(MetricFindings.Row peer, String better, String worse, String neither) {
        Versus versus = peer.versus().orElseThrow();
        return versus.isBetter() ? better : versus.isWorse() ? worse : neither;
    }

    /** Returns effect and p, for example {@code 0.335× [0.219, 0.374], p 0.035}. */
    static String test(Metric metric, MetricFindings.Row peer) {
        Versus versus = peer.versus().orElseThrow();
        return effect(metric, versus) + ", p " + p(versus.adjusted());
    }

    private static String p(double p) {
        return Double.isNaN(p)
                ? Figures.UNKNOWN
                : p < LEAST_P
                        ? "< " + LEAST_P
                        : new BigDecimal(p)
                                .round(TWO_DIGITS)
                                .stripTrailingZeros()
                                .toPlainString();
    }

    private static String effect(Metric metric, Versus versus) {
        double median = versus.effect().median();
        if (metric.effect() == Metric.Effect.DIFFERENCE) {
            return points(median) + " [" + points(versus.effect().low()) + ", "
                    + points(versus.effect().high()) + "] points";
        }
        return median > 0 && Double.isFinite(median)
                ? Cells.effect(metric, versus)
                : "better on " + versus.better() + " seeds, worse on " + versus.worse();
    }

    private static String points(double difference) {
        if (!Double.isFinite(difference)) {
            return Figures.three(difference);
        }
        double shown = Math.rint(POINTS * POINTS * difference) / POINTS;
        return (shown > 0 ? "+" : shown < 0 ? "−" : "") + String.format(Locale.ROOT, "%.2f", Math.abs(shown));
    }

    /** Returns the median of a row that has one. */
    static String value(MetricFindings.Row row) {
        return Figures.three(row.median().median());
    }

    /** Returns the median of an accuracy, for example {@code 89.0 %}. */
    static String accuracy(MetricFindings.Row row) {
        return Figures.percent(row.median().median());
    }

    /** Returns how many seeds have no value, for example {@code 2 of 10}. */
    static String missed(MetricFindings.Row row) {
        return row.missed() + " of " + row.values().length;
    }
}
