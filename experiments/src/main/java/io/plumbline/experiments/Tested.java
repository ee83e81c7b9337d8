package io.plumbline.experiments;

import io.plumbline.report.Figures;

/** The subject against a peer, as parts of a sentence. */
final class Tested {

    /** Differences of accuracies are told in percentage points. */
    private static final double POINTS = 100;

    private Tested() {}

    /** Returns the words for what the test shows of the subject. */
    static String verdict(MetricFindings.Row peer, String better, String worse, String neither) {
        Versus versus = peer.versus().orElseThrow();
        return versus.isBetter() ? better : versus.isWorse() ? worse : neither;
    }

    /** Returns effect and p, for example {@code 0.335× [0.219, 0.374], p 0.035}. */
    static String test(Metric metric, MetricFindings.Row peer) {
        Versus versus = peer.versus().orElseThrow();
        return effect(metric, versus) + ", p " + Figures.three(versus.adjusted());
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
        return Cells.signed(POINTS * difference);
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
