package io.plumbline.experiments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.Figures;
import io.plumbline.report.Html;
import io.plumbline.report.Table;
import io.plumbline.report.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page of a comparison: what holds, curves, tables, in one file that needs no other. */
final class FindingsPage {

    private final Findings findings;
    private final Plan plan;

    private FindingsPage(Findings findings) {
        this.findings = findings;
        this.plan = findings.plan();
    }

    static String of(Findings findings) {
        return new FindingsPage(findings).page();
    }

    private String page() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("subject", plan.subject());
        data.put("target", plan.target());
        data.put("part", plan.part());
        data.set("methods", FindingsJson.methods(findings));
        return new Template(FindingsPage.class, "comparison.html")
                .filled(Map.of(
                        "title", Html.escape(plan.name()),
                        "head",
                                Template.head(
                                        "comparison · " + Html.escape(plan.name()),
                                        Template.text(FindingsPage.class, "comparison.css")),
                        "scripts",
                                Template.scripts(Html.json(data), Template.text(FindingsPage.class, "comparison.js")),
                        "verdicts", Html.paragraphs(findings.conclusions()),
                        "part", plan.part(),
                        "main", tables(true),
                        "others", tables(false),
                        "tables", variants() + choices() + prunings() + theory() + base()));
    }

    private String tables(boolean main) {
        StringBuilder html = new StringBuilder();
        for (MetricFindings found : findings.metrics()) {
            if (Conclusions.isMain(plan, found.metric()) == main) {
                html.append(section(title(found.metric()), table(found), main));
            }
        }
        return html.toString();
    }

    private static String title(Metric metric) {
        return Cells.capital(metric.label())
                + (metric.unit().isEmpty() ? "" : " (" + metric.unit() + ")")
                + (metric.lowerIsBetter() ? ", lower is better" : ", higher is better");
    }

    private static String section(String title, Table table, boolean open) {
        return "<details" + (open ? " open" : "") + ">\n<summary>" + Html.escape(title)
                + "</summary>\n<div class=\"wide\">" + Html.table(table) + Html.paragraphs(table.notes())
                + "</div></details>\n";
    }

    private static Table table(MetricFindings found) {
        List<Table.Row> rows = new ArrayList<>();
        for (MetricFindings.Row row : found.rows()) {
            List<String> cells = new ArrayList<>();
            cells.add(Cells.median(row));
            cells.add(row.reached() + " of " + row.values().length);
            row.versus()
                    .ifPresentOrElse(
                            versus -> cells.addAll(List.of(
                                    Cells.effect(found.metric(), versus),
                                    versus.better() + " : " + versus.worse(),
                                    Figures.three(versus.test().p()),
                                    Figures.three(versus.adjusted()))),
                            () -> cells.addAll(List.of("subject", "", "", "")));
            rows.add(new Table.Row(row.method(), cells));
        }
        String sign = found.metric().effect() == Metric.Effect.RATIO ? "/" : "−";
        return new Table(
                List.of(
                        "median [95 %]",
                        "reached", "subject " + sign + " peer [95 %]", "seeds better : worse", "p", "p, Holm"),
                rows,
                List.of());
    }

    private String variants() {
        List<Table.Row> rows = plan.methods().stream()
                .filter(method -> !method.differs().isEmpty())
                .map(method -> new Table.Row(method.name(), List.of(method.describe())))
                .toList();
        return rows.isEmpty()
                ? ""
                : section("Variants that this plan defines", new Table(List.of("what it is"), rows, List.of()), true);
    }

    private String choices() {
        List<Table.Row> rows = new ArrayList<>();
        for (MethodFindings method : findings.methods()) {
            Tuned tuned = method.tuned();
            Tuned.Tried best = tuned.best();
            rows.add(new Table.Row(
                    method.name(),
                    List.of(
                            tuned.chosen().describe(),
                            steps(best.medianSteps()),
                            best.reached() + " of " + best.seeds(),
                            Integer.toString(tuned.tried().size()),
                            Integer.toString(tuned.tried().stream()
                                    .mapToInt(Tuned.Tried::diverged)
                                    .sum()),
                            method.diverged() + " of " + method.runs().size())));
        }
        String loss = Figures.plain(plan.target());
        return section(
                "Chosen settings and diverged seeds",
                new Table(
                        List.of(
                                "chosen",
                                "steps to loss " + loss + " in tuning",
                                "reached it",
                                "candidates",
                                "diverged in tuning",
                                "diverged on fresh seeds"),
                        rows,
                        List.of("Chosen on seeds of their own by the median steps to the last target; ties by the best"
                                + " loss until then on a part held out of the training part, or the training loss where the"
                                + " trainer holds none out. What regularizes is chosen by the last such loss alone,"
                                + " its rate by steps. The test part is never looked at.")),
                true);
    }

    private String prunings() {
        List<Table.Row> rows = new ArrayList<>();
        for (MethodFindings method : findings.methods()) {
            PruningFindings found = method.prunings();
            boolean none = found.runs() == 0;
            rows.add(new Table.Row(
                    method.name(),
                    List.of(
                            found.runs() + " of " + method.runs().size(),
                            Figures.three(found.count()),
                            none ? Figures.UNKNOWN : Figures.count(Math.round(found.firstStep())),
                            none ? Figures.UNKNOWN : Figures.percent(found.costAfter()))));
        }
        return section(
                "Prunings on fresh seeds",
                new Table(
                        List.of("seeds with any", "how many", "step of the first", "cost after the last"),
                        rows,
                        List.of(
                                "Medians; steps and costs over the seeds that had any. Cost: multiply-adds, of the dense"
                                        + " network's.")),
                true);
    }

    private static String steps(double median) {
        return Double.isFinite(median) ? Figures.count(Math.round(median)) : "missed";
    }

    private String theory() {
        List<Table.Row> rows = findings.theory().stream()
                .map(row -> new Table.Row(
                        row.method(),
                        List.of(
                                Figures.three(row.contractionRho()),
                                Figures.three(row.contractionRatio()),
                                Figures.percent(row.violations()),
                                Integer.toString(row.contractions()),
                                Figures.three(row.stepsLeftRho()),
                                Figures.three(row.stepsPerUnit()),
                                Integer.toString(row.stepsLeft()))))
                .toList();
        return section(
                "Does theory meet the runs",
                new Table(
                        List.of(
                                "contraction ρ",
                                "measured / predicted",
                                "out of bound",
                                "pairs",
                                "steps left ρ",
                                "steps / κ·log",
                                "probes"),
                        rows,
                        List.of("ρ: rank correlation within a run, median over the seeds. Contraction per step between"
                                + " probes: predicted by 1 + ½ gᵀΔw/(L − L*), measured by the averaged training loss."
                                + " Out of bound: steps at which the gap fell by less than ½|gᵀΔw|, so that the"
                                + " prediction does not bind. Steps left until the last target against"
                                + " κ·log(L/L_target) at the same probe.")),
                true);
    }

    private String base() {
        StringBuilder text = new StringBuilder();
        plan.base()
                .values()
                .forEach((key, value) ->
                        text.append(key).append(": ").append(value).append('\n'));
        return "<details>\n<summary>Base run that every method changes</summary>\n<pre>" + Html.escape(text.toString())
                + "</pre></details>\n";
    }
}
