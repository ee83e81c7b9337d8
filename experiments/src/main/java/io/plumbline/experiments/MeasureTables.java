package io.plumbline.experiments;

import io.plumbline.experiments.MeasureGroup.ToTarget;
import io.plumbline.experiments.SortableTable.Cell;
import io.plumbline.experiments.SortableTable.Column;
import io.plumbline.report.Figures;
import java.util.ArrayList;
import java.util.List;

/** Measures as tables: a group of them side by side, and the tests of one. */
final class MeasureTables {

    private MeasureTables() {}

    /** Returns the medians of all methods in the measures of a group, best first in one of them. */
    static String group(Plan plan, List<MetricFindings> group, MetricFindings main) {
        List<MetricFindings> measured =
                group.stream().filter(MeasureTables::isMeasured).toList();
        SortableTable table = new SortableTable(
                        measured.stream().map(found -> column(found.metric())).toList())
                .sortedBy(measured.indexOf(main), main.metric().lowerIsBetter());
        main.bestFirst()
                .forEach(row -> table.add(
                        row.method(),
                        Forest.Role.of(plan, row.method()),
                        measured.stream()
                                .map(found -> median(found.row(row.method())))
                                .toList()));
        return table.html();
    }

    /** Returns whether the runs exist that a measure is taken from. */
    static boolean isMeasured(MetricFindings found) {
        return found.rows().stream().anyMatch(row -> row.values().length > 0);
    }

    private static Column column(Metric metric) {
        return ToTarget.KINDS.stream()
                .filter(kind -> kind.is(metric))
                .map(kind -> new Column(kind.title(), "to " + kind.target(metric), false))
                .findFirst()
                .orElse(Column.of(title(metric)));
    }

    /** Returns the label of a metric with its unit. */
    static String title(Metric metric) {
        return Cells.capital(metric.label()) + (metric.unit().isEmpty() ? "" : " (" + metric.unit() + ")");
    }

    private static Cell median(MetricFindings.Row row) {
        int all = row.values().length;
        int missed = row.missed();
        double median = row.median().median();
        String misses = missed == 0 ? Cells.interval(row.median()) : missed + " missed";
        if (all == 0) {
            return Cell.text(Figures.UNKNOWN);
        }
        return row.hasMedian()
                ? new Cell(Figures.three(median), misses, median, missed > 0)
                : new Cell("missed", missed + " of " + all, median, true);
    }

    /** Returns the tests of the subject against all others in one measure. */
    static String tests(Plan plan, MetricFindings found) {
        Metric metric = found.metric();
        String sign = metric.effect() == Metric.Effect.RATIO ? "/" : "−";
        SortableTable table = SortableTable.of(
                        Column.of("median [95 %]"),
                        "reached",
                        "subject " + sign + " it [95 %]",
                        "seeds better : worse",
                        "p",
                        "p, Holm")
                .sortedBy(0, metric.lowerIsBetter());
        for (MetricFindings.Row row : found.bestFirst()) {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(row.median().median(), row.hasMedian() ? Cells.withInterval(row.median()) : "missed"),
                    Cell.of(row.reached(), row.reached() + " of " + row.values().length)));
            row.versus()
                    .ifPresentOrElse(
                            versus -> cells.addAll(List.of(
                                    Cell.of(versus.effect().median(), Cells.effect(metric, versus)),
                                    Cell.of(
                                            (double) versus.better() - versus.worse(),
                                            versus.better() + " : " + versus.worse()),
                                    Cell.of(
                                            versus.test().p(),
                                            Figures.three(versus.test().p())),
                                    Cell.of(versus.adjusted(), Figures.three(versus.adjusted())))),
                            () -> cells.addAll(
                                    List.of(Cell.text("subject"), Cell.text(""), Cell.text(""), Cell.text(""))));
            table.add(row.method(), Forest.Role.of(plan, row.method()), cells);
        }
        return table.html();
    }
}
