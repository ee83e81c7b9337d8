package io.plumbline.experiments;

import io.plumbline.experiments.MeasureGroup.ToTarget;
import io.plumbline.report.Html;
import io.plumbline.report.Template;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A group of measures on the page: forest plots of the first, a table of all, forest plots of the others behind a fold. */
final class MeasureSection {

    private static final String GUIDE = Template.text(MeasureSection.class, "guide.html");

    private final Plan plan;
    private final MeasureGroup group;
    private final List<MetricFindings> all;

    MeasureSection(Findings findings, MeasureGroup group) {
        this.plan = findings.plan();
        this.group = group;
        this.all = group.of(findings);
    }

    String html() {
        String others = forests(found -> !isFirst(found), "");
        return forests(this::isFirst, group == MeasureGroup.TRAINING ? GUIDE : "")
                + silence()
                + table()
                + (others.isEmpty()
                        ? ""
                        : "<details>\n<summary>" + Html.escape(group.others()) + "</summary>\n" + others
                                + "</details>\n");
    }

    private boolean isFirst(MetricFindings found) {
        return group.isFirst(plan, found.metric());
    }

    private String forests(Predicate<MetricFindings> wanted, String guide) {
        String figures = all.stream().filter(wanted).map(this::figure).collect(Collectors.joining());
        return figures.isEmpty() ? "" : "<div class=\"forests\">\n" + figures + guide + "</div>\n";
    }

    /** Returns the plot of a measure with its tests; nothing where there is nothing to draw. */
    private String figure(MetricFindings found) {
        if (found.isEmpty()) {
            return "";
        }
        return "<figure class=\"forest\">\n<figcaption><strong>"
                + Html.escape(MeasureTables.title(found.metric())) + "</strong></figcaption>\n"
                + ForestPlot.of(Forest.of(plan, found))
                + "<details class=\"tests\">\n<summary>Numbers and tests</summary>\n<div class=\"wide\">"
                + MeasureTables.tests(plan, found) + "</div></details>\n</figure>\n";
    }

    /** Returns sentences on measures that have no plot. */
    private String silence() {
        List<String> unmeasured = all.stream()
                .filter(found -> !MeasureTables.isMeasured(found))
                .map(found -> Cells.capital(found.metric().label()) + " was not measured.")
                .toList();
        List<String> missed = all.stream()
                .filter(found -> MeasureTables.isMeasured(found) && found.isEmpty())
                .map(found -> Cells.capital(found.metric().label()) + ": no run of any method has a value.")
                .toList();
        boolean untimed =
                group == MeasureGroup.TRAINING && all.stream().noneMatch(found -> ToTarget.TIME.is(found.metric()));
        return Html.paragraphs(
                        untimed
                                ? List.of("Wall-clock was not measured: the plan asks for no timed runs"
                                        + " (wall-clock-seeds is 0).")
                                : List.of())
                + Html.paragraphs(unmeasured)
                + Html.paragraphs(missed);
    }

    private String table() {
        MetricFindings main = all.stream()
                .filter(this::isFirst)
                .filter(MeasureTables::isMeasured)
                .findFirst()
                .orElse(all.get(0));
        return "<div class=\"wide\">\n" + MeasureTables.group(plan, all, main)
                + "<p>Medians over the seeds with 95 % intervals, or how many seeds missed it.</p></div>\n";
    }
}
