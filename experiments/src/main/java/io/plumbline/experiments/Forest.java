package io.plumbline.experiments;

import io.plumbline.core.files.Spelling;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.experiments.statistics.MedianInterval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All methods in one measure on one scale, best first: what a forest plot shows.
 *
 * <p>Where a reference has a median, every method is held against it seed by seed, so that what all methods share of a seed
 * falls out. The reference is dense; the subject where the plan has no dense, or dense missed. Without one, values stand for
 * themselves.
 *
 * @param metric what was measured
 * @param reference method that all are held against; empty where values stand for themselves
 * @param rows best first; those without a median last, the fewest misses first
 */
record Forest(Metric metric, Optional<String> reference, List<Row> rows) {

    /** Copies the rows. */
    Forest {
        rows = List.copyOf(rows);
    }

    /**
     * A method.
     *
     * @param method name
     * @param role in the comparison
     * @param effect median against the reference, or of the values themselves; an end may be infinite
     * @param missed seeds without a value
     * @param seeds all of them
     * @param versus the subject against it; empty for the subject itself
     */
    record Row(String method, Role role, MedianInterval effect, int missed, int seeds, Optional<Versus> versus) {

        /** Returns whether there is a point to draw: a method that missed on most seeds has none. */
        boolean hasPoint() {
            return Double.isFinite(effect.median());
        }
    }

    /** What a method is in the comparison. */
    enum Role {
        SUBJECT,
        DENSE,
        PEER;

        /** Returns its class on the page. */
        String css() {
            return Spelling.of(this);
        }

        static Role of(Plan plan, String method) {
            return method.equals(plan.subject()) ? SUBJECT : method.equals(Policies.DENSE) ? DENSE : PEER;
        }
    }

    static Forest of(Plan plan, MetricFindings found) {
        Metric metric = found.metric();
        Optional<MetricFindings.Row> reference = reference(plan, found);
        Comparator<Row> best = Comparator.comparing((Row row) -> !row.hasPoint())
                .thenComparingDouble(
                        row -> row.hasPoint() ? badness(metric, row.effect().median()) : row.missed())
                .thenComparingInt(Row::missed)
                .thenComparing(Row::role);
        return new Forest(
                metric,
                reference.map(MetricFindings.Row::method),
                found.rows().stream()
                        .filter(row -> row.values().length > 0)
                        .map(row -> new Row(
                                row.method(),
                                Role.of(plan, row.method()),
                                effect(metric, row, reference),
                                row.missed(),
                                row.values().length,
                                row.versus()))
                        .sorted(best)
                        .toList());
    }

    private static double badness(Metric metric, double effect) {
        return metric.lowerIsBetter() ? effect : -effect;
    }

    private static Optional<MetricFindings.Row> reference(Plan plan, MetricFindings found) {
        return List.of(Policies.DENSE, plan.subject()).stream()
                .flatMap(
                        name -> found.rows().stream().filter(row -> row.method().equals(name)))
                .filter(MetricFindings.Row::hasMedian)
                .filter(row -> found.metric().effect() == Metric.Effect.DIFFERENCE
                        || Arrays.stream(row.values()).allMatch(value -> value > 0))
                .findFirst();
    }

    private static MedianInterval effect(
            Metric metric, MetricFindings.Row row, Optional<MetricFindings.Row> reference) {
        if (reference.isEmpty()) {
            return row.median();
        }
        double[] values = row.values();
        double[] others = reference.get().values();
        double[] effects = new double[values.length];
        for (int i = 0; i < effects.length; i++) {
            // Two misses are no tie here: a method that missed stands at the bad end of the scale.
            effects[i] = Double.isFinite(values[i]) ? metric.effect().of(values[i], others[i]) : metric.worst();
        }
        return MedianInterval.of(MetricFindings.SEED, effects);
    }

    /** Returns the value that stands for the reference: 1 of ratios, 0 of differences. */
    Optional<Double> neutral() {
        return reference.map(name -> metric.effect() == Metric.Effect.RATIO ? 1.0 : 0.0);
    }
}
