package io.plumbline.report;

import io.plumbline.report.runlog.Outcome;
import io.plumbline.report.runlog.RunHistory;
import java.util.List;
import java.util.Map;

/** The page of one run or of twins: plots, tables and settings in one file that needs no other. */
final class ReportPage {

    private ReportPage() {}

    /**
     * Returns the page.
     *
     * @param histories at least one
     */
    static String of(List<RunHistory> histories) {
        RunHistory first = histories.get(0);
        String title = histories.size() > 1
                ? first.manifest().getData().getName() + ": " + listed(Names.of(histories))
                : first.manifest().getRun();
        Table summary = SummaryTable.of(histories);
        Map<String, String> parts = Map.of(
                "title", Html.escape(title),
                "head", Template.head(Html.escape(title), ""),
                "scripts",
                        Template.scripts(Html.json(Series.of(histories)), Template.text(ReportPage.class, "report.js")),
                "outcomes", outcomes(histories),
                "summary", Html.table(summary) + Html.paragraphs(summary.notes()),
                "settings", Html.table(SettingsTable.of(histories)),
                "changes", changes(histories),
                "resolved", resolved(histories));
        return new Template(ReportPage.class, "report.html").filled(parts);
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** A line for every run; one that did not finish stands out. */
    private static String outcomes(List<RunHistory> histories) {
        List<String> names = Names.of(histories);
        StringBuilder html = new StringBuilder("<ul class=\"outcomes\">\n");
        for (int r = 0; r < names.size(); r++) {
            Outcome outcome = Outcome.of(histories.get(r));
            html.append(outcome.word().equals(Outcome.FINISHED) ? "<li>" : "<li class=\"unfinished\">")
                    .append(Html.escape(names.get(r) + ": " + OutcomeText.line(outcome)))
                    .append("</li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    private static String changes(List<RunHistory> histories) {
        List<String> names = Names.of(histories);
        StringBuilder html = new StringBuilder();
        for (int r = 0; r < names.size(); r++) {
            Table changes = ChangesTable.of(histories.get(r));
            if (!changes.rows().isEmpty()) {
                html.append("<details>\n<summary>Mask changes of ")
                        .append(Html.escape(names.get(r)))
                        .append("</summary>\n<div class=\"wide\">")
                        .append(Html.table(changes))
                        .append("</div></details>\n");
            }
        }
        return html.toString();
    }

    private static String resolved(List<RunHistory> histories) {
        List<String> names = Names.of(histories);
        StringBuilder html = new StringBuilder();
        for (int r = 0; r < names.size(); r++) {
            html.append("<details>\n<summary>Description of ")
                    .append(Html.escape(names.get(r)))
                    .append(", to be fed back in</summary>\n<pre>")
                    .append(Html.escape(histories.get(r).manifest().getResolved()))
                    .append("</pre></details>\n");
        }
        return html.toString();
    }
}
