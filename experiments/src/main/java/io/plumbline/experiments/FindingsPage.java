package io.plumbline.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.experiments.MeasureGroup.ToTarget;
import io.plumbline.report.Html;
import io.plumbline.report.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of a comparison: the answer, forest plots, tables and curves, in one file that needs no other. */
final class FindingsPage {

    /** Up to so many methods all curves are shown from the start; of more, the subject, dense and the best peers. */
    private static final int FEW = 8;

    private static final int BEST_PEERS = 4;

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
        return new Template(FindingsPage.class, "comparison.html")
                .filled(Map.ofEntries(
                        Map.entry("title", Html.escape(plan.name())),
                        Map.entry(
                                "head",
                                Template.head(
                                        "comparison · " + Html.escape(plan.name()),
                                        resources("forest.css", "comparison.css"))),
                        Map.entry(
                                "scripts",
                                Template.scripts(
                                        Html.json(data()),
                                        resources("methods.js", "tables.js", "legend.js", "comparison.js"))),
                        Map.entry("answer", answer()),
                        Map.entry(
                                "setting",
                                Html.paragraphs(Conclusions.details(findings).subList(0, 1))),
                        Map.entry("sentences", sentences()),
                        Map.entry("part", plan.part()),
                        Map.entry("part-title", Cells.capital(plan.part())),
                        Map.entry("training", new MeasureSection(findings, MeasureGroup.TRAINING).html()),
                        Map.entry("other-part", new MeasureSection(findings, MeasureGroup.OTHER_PART).html()),
                        Map.entry("network", new MeasureSection(findings, MeasureGroup.NETWORK).html()),
                        Map.entry("curves-note", curvesNote()),
                        Map.entry("choices", choices() + base())));
    }

    private static String resources(String... names) {
        return Stream.of(names)
                .map(name -> Template.text(FindingsPage.class, name))
                .collect(Collectors.joining("\n"));
    }

    private ObjectNode data() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("subject", plan.subject());
        data.put("dense", Policies.DENSE);
        data.put("target", plan.target());
        ArrayNode targets = data.putArray("targets");
        plan.targets().forEach(targets::add);
        data.put("part", plan.part());
        ArrayNode shown = data.putArray("shown");
        shown().forEach(shown::add);
        data.set("methods", FindingsJson.methods(findings));
        return data;
    }

    /** Returns the methods whose curves are shown from the start. */
    private List<String> shown() {
        List<String> all = findings.methods().stream().map(MethodFindings::name).toList();
        if (all.size() <= FEW) {
            return all;
        }
        List<String> best = bestPeers();
        return all.stream()
                .filter(name -> name.equals(plan.subject()) || name.equals(Policies.DENSE) || best.contains(name))
                .toList();
    }

    /** Returns the best peers by the work to the lowest target that any of them reaches. */
    private List<String> bestPeers() {
        List<String> best = new ArrayList<>();
        findings.metrics().stream()
                .filter(found -> ToTarget.WORK.is(found.metric()))
                .map(found -> Peers.best(plan, found))
                .filter(peers -> !peers.isEmpty())
                .reduce((above, lowest) -> lowest)
                .ifPresent(peers -> peers.stream()
                        .limit(BEST_PEERS)
                        .map(MetricFindings.Row::method)
                        .forEach(best::add));
        return best;
    }

    private String answer() {
        return Answer.of(findings).stream()
                .map(sentence -> "<li><span class=\"about\">" + Html.escape(sentence.about())
                        + "</span><p><strong>" + Html.escape(sentence.claim()) + "</strong>"
                        + (sentence.numbers().isEmpty() ? "" : ": " + Html.escape(sentence.numbers())) + ".</p></li>\n")
                .collect(Collectors.joining());
    }

    private String sentences() {
        List<String> details = Conclusions.details(findings);
        return "<details>\n<summary>Every test in a sentence</summary>\n"
                + Html.paragraphs(details.subList(1, details.size())) + "</details>\n";
    }

    private String curvesNote() {
        return plan.wallClockSeeds() > 0
                ? ""
                : "<p class=\"note\">There are no curves over wall-clock: this plan makes no timed runs.</p>\n";
    }

    private String choices() {
        ChoiceTables tables = new ChoiceTables(findings);
        return (tables.hasVariants() ? section("Variants that this plan defines", tables.variants(), List.of()) : "")
                + section("Chosen settings and diverged seeds", tables.choices(), List.of(ChoiceTables.CHOICE_NOTE))
                + section("Prunings on fresh seeds", tables.prunings(), List.of(ChoiceTables.PRUNING_NOTE))
                + section("Does theory meet the runs", tables.theory(), List.of(ChoiceTables.THEORY_NOTE));
    }

    private static String section(String title, String table, List<String> notes) {
        return "<details open>\n<summary>" + Html.escape(title) + "</summary>\n<div class=\"wide\">" + table
                + Html.paragraphs(notes) + "</div></details>\n";
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
