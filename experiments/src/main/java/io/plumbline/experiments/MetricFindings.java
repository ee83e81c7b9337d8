package io.plumbline.experiments;

import io.plumbline.experiments.statistics.Holm;
import io.plumbline.experiments.statistics.MedianInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All methods in one metric.
 *
 * @param metric what was measured
 * @param rows one per method, in the order of the plan
 */
record MetricFindings(Metric metric, List<Row> rows) {

    /** Seed of the bootstrap: the same in every table, so that a report can be reproduced. */
    static final long SEED = 20_231;

    /** Copies the rows. */
    MetricFindings {
        rows = List.copyOf(rows);
    }

    /**
     * A method.
     *
     * @param method name
     * @param values one per seed, the worst where the run has none
     * @param median with its interval
     * @param versus the subject against it; empty for the subject itself
     */
    @SuppressWarnings("ArrayRecordComponent") // made here, read here, never compared
    record Row(String method, double[] values, MedianInterval median, Optional<Versus> versus) {

        /** Returns whether at least half of the runs have a value. */
        boolean hasMedian() {
            return Double.isFinite(median.median());
        }

        /** Returns how many runs have none. */
        int missed() {
            return values.length - reached();
        }

        /** Returns how many runs have a value. */
        int reached() {
            return (int) Arrays.stream(values).filter(Double::isFinite).count();
        }
    }

    static MetricFindings of(Metric metric, String subject, List<MethodFindings> methods, double denseCost) {
        double[] own = methods.stream()
                .filter(method -> method.name().equals(subject))
                .findFirst()
                .map(method -> method.values(metric, denseCost))
                .orElseThrow();
        List<Row> rows = new ArrayList<>();
        for (MethodFindings method : methods) {
            double[] values = method.values(metric, denseCost);
            Optional<Versus> versus = method.name().equals(subject)
                    ? Optional.empty()
                    : Optional.of(Versus.of(metric, own, values, SEED));
            rows.add(new Row(method.name(), values, MedianInterval.of(SEED, values), versus));
        }
        return new MetricFindings(metric, adjusted(rows));
    }

    private static List<Row> adjusted(List<Row> rows) {
        double[] adjusted = Holm.adjust(rows.stream()
                .mapToDouble(
                        row -> row.versus().map(versus -> versus.test().p()).orElse(Double.NaN))
                .toArray());
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            double p = adjusted[i];
            Row row = rows.get(i);
            all.add(new Row(
                    row.method(), row.values(), row.median(), row.versus().map(versus -> versus.adjusted(p))));
        }
        return all;
    }

    /** Returns the rows by their medians, best first; those without one last, the fewest misses first. */
    List<Row> bestFirst() {
        Comparator<Row> ascending =
                Comparator.comparingDouble(row -> row.median().median());
        return rows.stream()
                .sorted(Comparator.comparing((Row row) -> !row.hasMedian())
                        .thenComparing(metric.lowerIsBetter() ? ascending : ascending.reversed())
                        .thenComparing(Comparator.comparingInt(Row::reached).reversed()))
                .toList();
    }

    /** Returns whether no run of any method has a value: then there is nothing to draw. */
    boolean isEmpty() {
        return rows.stream().allMatch(row -> row.reached() == 0);
    }

    /** Returns the row of a method. */
    Row row(String method) {
        return rows.stream()
                .filter(row -> row.method().equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no method " + method));
    }
}
