package io.plumbline.standalone.report;

import java.util.List;
import java.util.Map;

/** The page of one run or of twins: plots, tables and settings in one file that needs nobody else. */
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
                ? first.manifest().getData().getName() + ": "
                        + String.join(
                                " and ",
                                histories.stream().map(RunHistory::policy).toList())
                : first.manifest().getRun();
        Table summary = SummaryTable.of(histories);
        Map<String, String> parts = Map.of(
                "title", Html.escape(title),
                "head", Template.head(Html.escape(title), ""),
                "scripts",
                        Template.scripts(Html.json(Series.of(histories)), Template.text(ReportPage.class, "report.js")),
                "summary", Html.table(summary) + Html.paragraphs(summary.notes()),
                "settings", Html.table(SettingsTable.of(histories)),
                "changes", changes(histories),
                "resolved", resolved(histories));
        return new Template(ReportPage.class, "report.html").filled(parts);
    }

    private static String changes(List<RunHistory> histories) {
        StringBuilder html = new StringBuilder();
        for (RunHistory history : histories) {
            Table changes = ChangesTable.of(history);
            if (!changes.rows().isEmpty()) {
                html.append("<details>\n<summary>Mask changes of ")
                        .append(Html.escape(history.policy()))
                        .append("</summary>\n<div class=\"wide\">")
                        .append(Html.table(changes))
                        .append("</div></details>\n");
            }
        }
        return html.toString();
    }

    private static String resolved(List<RunHistory> histories) {
        StringBuilder html = new StringBuilder();
        for (RunHistory history : histories) {
            html.append("<details>\n<summary>Description of ")
                    .append(Html.escape(history.policy()))
                    .append(", to be fed back in</summary>\n<pre>")
                    .append(Html.escape(history.manifest().getResolved()))
                    .append("</pre></details>\n");
        }
        return html.toString();
    }
}
