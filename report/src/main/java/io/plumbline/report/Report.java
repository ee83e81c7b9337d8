package io.plumbline.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.service.StartException;
import java.nio.file.Path;
import java.util.List;

/** What can be said about one run, or about twins side by side. */
public final class Report {

    private final List<RunHistory> histories;

    /**
     * Takes the runs in the order in which they are to be shown.
     *
     * @param histories at least one
     */
    public Report(List<RunHistory> histories) {
        if (histories.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one run");
        }
        this.histories = List.copyOf(histories);
    }

    /**
     * Compares what the runs took to the target of the first.
     *
     * @param names of all runs, for people
     */
    public TargetComparison toTarget(List<String> names) {
        return TargetComparison.of(names, histories);
    }

    /** Returns the table for a terminal. */
    public String text() {
        return SummaryTable.of(histories).text();
    }

    /** Returns the summary for scripts: an object with the array {@code runs}; what was not measured is null. */
    public ObjectNode json() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        var runs = report.putArray("runs");
        histories.forEach(history -> runs.add(SummaryJson.of(history)));
        return report;
    }

    /**
     * Writes the page with plots, tables and settings, whole or not at all; the page needs no other file.
     *
     * @throws StartException where it cannot be written, in one sentence
     */
    public void writeTo(Path file) {
        Pages.write(file, ReportPage.of(histories));
    }
}
