package io.plumbline.standalone.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of one run or of twins: plots, tables and settings in one file that needs nobody else. */
final class ReportPage {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

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
                "uplot-css", resource(UPLOT + "uPlot.min.css"),
                "uplot-js", resource(UPLOT + "uPlot.iife.min.js"),
                "css", resource("report.css"),
                "js", resource("report.js"),
                "data", Html.json(Series.of(histories)),
                "summary", Html.table(summary) + Html.paragraphs(summary.notes()),
                "settings", Html.table(SettingsTable.of(histories)),
                "changes", changes(histories),
                "resolved", resolved(histories));
        return fill(resource("report.html"), parts);
    }

    /** Fills all places in one pass: what is filled in is not looked through again. */
    private static String fill(String template, Map<String, String> parts) {
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(part(parts, place.group(1))));
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("the template of the report asks for '" + name + "'");
        }
        return part;
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

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name + " cannot be read", e);
        }
    }
}
