package io.plumbline.experiments;

import io.plumbline.experiments.statistics.MedianInterval;
import io.plumbline.report.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Conclusions as sentences that follow from the tests alone: the answer in three, then all the rest. */
final class Conclusions {

    private static final String GREEDY = "greedy-kappa";
    private static final String INVERTED = "inverted-kappa";

    private final Findings findings;
    private final Plan plan;

    private Conclusions(Findings findings) {
        this.findings = findings;
        this.plan = findings.plan();
    }

    static List<String> of(Findings findings) {
        List<String> sentences = new ArrayList<>(
                Answer.of(findings).stream().map(Answer.Sentence::text).toList());
        sentences.addAll(details(findings));
        return sentences;
    }

    /** Returns all sentences but the answer: the setting, then measure by measure what the tests show. */
    static List<String> details(Findings findings) {
        Conclusions conclusions = new Conclusions(findings);
        List<String> sentences = new ArrayList<>();
        sentences.add(conclusions.setting());
        findings.metrics().stream()
                .filter(conclusions::isMain)
                .forEach(metric -> sentences.add(conclusions.of(metric)));
        sentences.addAll(conclusions.inverted());
        sentences.add(conclusions.diverged());
        sentences.add(conclusions.theory());
        return sentences;
    }

    /** The metrics that sentences are made of: the last target, and the test or validation part. */
    boolean isMain(MetricFindings found) {
        return isMain(plan, found.metric());
    }

    static boolean isMain(Plan plan, Metric metric) {
        return metric.id().endsWith("-to-" + plan.target())
                || List.of(plan.part() + "-loss-best", plan.part() + "-accuracy-best", "kappa-median")
                        .contains(metric.id());
    }

    private String setting() {
        int seeds = plan.seeds().size();
        int peers = plan.methods().size() - 1;
        double least = peers * 2 / Math.pow(2, seeds);
        String enough = least < Versus.LEVEL
                ? ""
                : " So few seeds can show no difference at all: the least adjusted p that there can be is "
                        + Figures.three(Math.min(1, least)) + ".";
        return plan.subject() + " against " + peers + (peers == 1 ? " peer" : " peers") + " on "
                + Figures.count(findings.planData().trainingExamples()) + " training examples of "
                + findings.planData().data() + ", " + seeds
                + " seeds. Effects, subject over peer or minus peer, are medians"
                + " over the seeds; a difference is called one where p < " + Versus.LEVEL
                + " (exact signed-rank test, Holm"
                + " over the peers); intervals and p stand in the tables." + enough;
    }

    private String of(MetricFindings found) {
        Metric metric = found.metric();
        MetricFindings.Row own = found.row(plan.subject());
        StringBuilder text = new StringBuilder();
        text.append(Cells.capital(metric.label()))
                .append(": ")
                .append(plan.subject())
                .append(' ')
                .append(Cells.median(own))
                .append(unit(found, own));
        if (own.values().length == 0) {
            return text.append(" Not measured.").toString();
        }
        part(text, "Better than", found, Versus::isBetter);
        part(text, "Worse than", found, Versus::isWorse);
        part(text, "No difference shown from", found, versus -> !versus.isBetter() && !versus.isWorse());
        return text.toString();
    }

    private static String unit(MetricFindings found, MetricFindings.Row own) {
        String unit = found.metric().unit();
        return unit.isEmpty() || !Double.isFinite(own.median().median()) ? "." : " " + unit + ".";
    }

    /** Names peers with the effect only: intervals and p are in the tables. */
    private static void part(StringBuilder text, String words, MetricFindings found, Predicate<Versus> wanted) {
        List<String> peers = found.rows().stream()
                .filter(row -> row.versus().filter(wanted).isPresent())
                .map(row -> row.method() + " "
                        + Cells.effectAlone(found.metric(), row.versus().orElseThrow()))
                .toList();
        if (!peers.isEmpty()) {
            long all = found.rows().stream()
                    .filter(row -> row.versus().isPresent())
                    .count();
            text.append(' ')
                    .append(words)
                    .append(' ')
                    .append(peers.size())
                    .append(" of ")
                    .append(all)
                    .append(": ");
            text.append(String.join(", ", peers)).append('.');
        }
    }

    /** The control of the whole method: closing the nodes that κ says should stay must be worse. */
    private List<String> inverted() {
        if (!plan.has(GREEDY) || !plan.has(INVERTED)) {
            return List.of();
        }
        MetricFindings found = findings.metrics().stream()
                .filter(one -> one.metric().id().equals("equivalents-to-" + plan.target()))
                .findFirst()
                .orElseThrow();
        Versus versus = Versus.of(
                found.metric(), found.row(INVERTED).values(), found.row(GREEDY).values(), 1);
        double p = versus.test().p();
        boolean differs = p < Versus.LEVEL;
        return List.of("Control: " + INVERTED + " must be worse than " + GREEDY + ". It "
                + (differs && versus.worse() > versus.better() ? "is" : differs ? "is better" : "was not shown to be")
                + ": " + Cells.effect(found.metric(), versus) + " of its "
                + found.metric().label() + " (p = "
                + Figures.three(p) + ", one test, not adjusted).");
    }

    private String diverged() {
        List<String> some = findings.methods().stream()
                .filter(method -> method.diverged() > 0)
                .map(method -> method.name() + " " + method.diverged())
                .toList();
        return some.isEmpty()
                ? "No run on a fresh seed diverged."
                : "Diverged, of " + plan.seeds().size() + " seeds each: " + String.join(", ", some) + ".";
    }

    private String theory() {
        double contraction = median(
                findings.theory().stream().mapToDouble(Theory::contractionRho).toArray());
        double left = median(
                findings.theory().stream().mapToDouble(Theory::stepsLeftRho).toArray());
        double broken = median(
                findings.theory().stream().mapToDouble(Theory::violations).toArray());
        return "Within a run the predicted contraction ranks with the measured one at ρ = " + Figures.three(contraction)
                + " (it binds only where the gap falls by half of |gᵀΔw|, which failed at " + Figures.percent(broken)
                + " of the steps), and κ·log(L/L_target) with the steps left at ρ = " + Figures.three(left)
                + ". Medians over the methods; the table says more.";
    }

    private static double median(double... values) {
        return MedianInterval.median(
                Arrays.stream(values).filter(Double::isFinite).toArray());
    }
}
