package io.plumbline.experiments;

import io.plumbline.report.Table;
import java.util.List;

/** The main metrics of a comparison side by side, for a terminal. */
final class FindingsTable {

    private FindingsTable() {}

    static Table of(Findings findings) {
        List<MetricFindings> main = findings.metrics().stream()
                .filter(found -> Conclusions.isMain(findings.plan(), found.metric()))
                .toList();
        List<Table.Row> rows = findings.methods().stream()
                .map(method -> new Table.Row(
                        method.name(),
                        main.stream()
                                .map(found -> Cells.median(found.row(method.name())))
                                .toList()))
                .toList();
        return new Table(
                main.stream().map(found -> found.metric().label()).toList(),
                rows,
                List.of("Medians over the seeds [95 % intervals]."));
    }
}
