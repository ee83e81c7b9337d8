package io.plumbline.report;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.report.runlog.ChangeOutcome;
import io.plumbline.report.runlog.Latencies;
import io.plumbline.report.runlog.Latency;
import io.plumbline.report.runlog.LayerDensity;
import io.plumbline.report.runlog.LossReached;
import io.plumbline.report.runlog.Masks;
import io.plumbline.report.runlog.PruningSummary;
import io.plumbline.report.runlog.RecordedDecision;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Twins side by side: the table at the end of a demo or a training. */
final class SummaryTable {

    /** What readers should not have to find out by themselves. */
    static final String MASKS_ALONE = "Masks alone do not make a step cheaper: closed nodes are computed and multiplied"
            + " by zero until a pruning removes them.";

    private static final String LATENCY = "Decision latency: " + Latencies.DECISION
            + ", by the trainer's clock, over applied changes; so in the progress line and in metrics.";

    private static final String OVERHEAD = "Overhead counts probes and the hand-over to the publisher. What the update"
            + " itself spends on statistics cannot be told apart in a run: the benchmarks measure it, on and off.";

    private final List<RunHistory> histories;
    private final List<String> names;
    private final List<RunSummary> runs;
    private final List<Table.Row> rows = new ArrayList<>();

    private SummaryTable(List<RunHistory> histories) {
        this.histories = histories;
        this.names = Names.of(histories);
        this.runs = histories.stream().map(RunSummary::of).toList();
    }

    static Table of(List<RunHistory> histories) {
        return new SummaryTable(histories).table();
    }

    private Table table() {
        row("run", RunSummary::run);
        row("outcome", run -> run.outcome().word());
        row("steps", run -> OutcomeText.progress(run.outcome()));
        losses();
        row("κ at the first probe", run -> Figures.three(run.kappaFirst()));
        row("κ at the last probe", run -> Figures.three(run.kappaLast()));
        row("κ of what nodes own", run -> Figures.three(run.gatedKappaLast()));
        row(
                "steps that broke the prediction of the gap",
                run -> Double.isNaN(run.violations()) ? Figures.UNKNOWN : Figures.count((long) run.violations()));
        openNodes();
        masks();
        LossReached.TARGETS.forEach(this::reached);
        row("mean step", run -> Figures.milliseconds(run.stepMs()));
        latencies();
        row("overhead of probes and publishing, of a step", run -> Figures.percent(run.statisticsShare()));
        row("steps whose statistics were dropped", run -> Figures.count(run.dropped()));
        List<String> notes = new ArrayList<>(SummaryNotes.of(names, runs));
        for (int r = 0; r < runs.size(); r++) {
            String name = names.get(r);
            ClosedSentence.of(histories.get(r), runs.get(r)).ifPresent(why -> notes.add(name + ": " + why));
        }
        notes.addAll(List.of(LATENCY, MASKS_ALONE, OVERHEAD));
        return new Table(names, rows, notes);
    }

    private void losses() {
        row("training loss", run -> Figures.three(run.trainingLoss()));
        row("training accuracy", run -> Figures.percent(run.trainingAccuracy()));
        String part =
                EvaluatedPart.ofAll(histories.stream().map(RunHistory::manifest).toList());
        row(part + " loss", run -> Figures.three(run.testLoss()));
        row(part + " accuracy", run -> Figures.percent(run.testAccuracy()));
        if (runs.stream().anyMatch(run -> run.averaged().isKept())) {
            averaged(part);
        }
        measures(part);
        row("convergence gap, training loss − L*", run -> Figures.three(run.convergenceGap()));
        row("generalization gap, " + part + " − training loss", run -> Figures.three(run.generalizationGap()));
        row("generalization gap of the error", run -> Figures.percent(run.trainingAccuracy() - run.testAccuracy()));
    }

    /** What is said of texts beside their loss, where all runs are of one kind. */
    private void measures(String part) {
        List<Unit> units = histories.stream()
                .map(history -> Unit.of(history.manifest().getData().getUnit()))
                .distinct()
                .toList();
        if (units.size() == 1 && units.get(0) != Unit.EXAMPLE) {
            Unit unit = units.get(0);
            row("training, " + unit.measureName(), run -> Figures.three(unit.measure(run.trainingLoss())));
            row(part + ", " + unit.measureName(), run -> Figures.three(unit.measure(run.testLoss())));
        }
    }

    private void averaged(String part) {
        String of = ", averaged weights";
        row("training loss" + of, run -> Figures.three(run.averaged().trainingLoss()));
        row("training accuracy" + of, run -> Figures.percent(run.averaged().trainingAccuracy()));
        row(part + " loss" + of, run -> Figures.three(run.averaged().testLoss()));
        row(part + " accuracy" + of, run -> Figures.percent(run.averaged().testAccuracy()));
    }

    /** What was applied, then what was decided. */
    private void masks() {
        row(
                "mask changes applied (rolled back)",
                run -> run.masks().changes() + " (" + run.masks().rollbacks() + ")");
        row(
                "nodes closed / opened by these",
                run -> run.masks().closed() + " / " + run.masks().opened());
        row("prunings", run -> Figures.count(run.smaller().prunings()));
        row("parameters at the end", run -> Figures.count(run.smaller().parameters()));
        row(
                "cost of an example at the end",
                run -> Figures.percent(run.smaller().cost()));
        row("step before / after prunings (lower quartile)", SummaryTable::stepTimes);
        row("decisions", run -> Figures.count(run.masks().decisions()));
        reasons("  without change: ", SummaryTable::unchanged);
        row(
                "  changes decided but never applied",
                run -> Figures.count(run.masks().unanswered()));
        reasons("  changes rejected by the trainer: ", SummaryTable::rejected);
        row("  made when the run was over", run -> Figures.count(run.masks().late()));
        row(
                "decision steps without any decision",
                run -> Figures.count(run.masks().undecided()));
    }

    private void latencies() {
        row("decision latency p50 / p99", run -> quantiles(run.latencies().decision(), "no change"));
        row(
                "  until the trainer has read the change",
                run -> quantiles(run.latencies().seen(), "no change"));
        row(
                "  at the gate, statistics → decision in the log",
                run -> quantiles(run.latencies().gate(), "no decision"));
    }

    private void row(String label, Function<RunSummary, String> cell) {
        rows.add(new Table.Row(label, runs.stream().map(cell).toList()));
    }

    private static String stepTimes(RunSummary run) {
        PruningSummary smaller = run.smaller();
        return smaller.prunings() == 0
                ? Figures.UNKNOWN
                : Figures.three(smaller.stepMsBefore()) + " / " + Figures.milliseconds(smaller.stepMsAfter());
    }

    private void openNodes() {
        int layers = runs.stream().mapToInt(run -> run.layers().size()).min().orElse(0);
        for (int l = 0; l < layers; l++) {
            int layer = l;
            row(
                    "open nodes of " + runs.get(0).layers().get(l).layer(),
                    run -> open(run.layers().get(layer)));
        }
    }

    private static String open(LayerDensity layer) {
        return layer.open() + " of " + layer.nodes();
    }

    /** A row for every reason that a run gives. */
    private void reasons(String label, Function<RunHistory, List<String>> given) {
        List<Map<String, Long>> counted =
                histories.stream().map(given).map(SummaryTable::counted).toList();
        Set<String> reasons = new TreeSet<>();
        counted.forEach(run -> reasons.addAll(run.keySet()));
        for (String reason : reasons) {
            rows.add(new Table.Row(
                    label + reason,
                    counted.stream()
                            .map(run -> Figures.count(run.getOrDefault(reason, 0L)))
                            .toList()));
        }
    }

    private static Map<String, Long> counted(List<String> reasons) {
        return reasons.stream().collect(Collectors.groupingBy(reason -> reason, Collectors.counting()));
    }

    private static List<String> unchanged(RunHistory history) {
        return history.decisions().stream()
                .map(RecordedDecision::change)
                .filter(MaskChange::hasNone)
                .map(change -> change.getNone().getReason())
                .toList();
    }

    private static List<String> rejected(RunHistory history) {
        return Masks.of(history).of(ChangeOutcome.Kind.REJECTED).stream()
                .map(ChangeOutcome::reason)
                .toList();
    }

    /** A target that no run reached is not shown. */
    private void reached(double target) {
        List<Optional<LossReached>> found = histories.stream()
                .map(history -> LossReached.in(history, target))
                .toList();
        if (found.stream().anyMatch(Optional::isPresent)) {
            rows.add(new Table.Row(
                    "training loss ≤ " + Figures.plain(target) + " at step (after)",
                    found.stream()
                            .map(at -> at.map(SummaryTable::when).orElse("not reached"))
                            .toList()));
        }
    }

    private static String when(LossReached at) {
        return Figures.count(at.step()) + " (" + Figures.seconds(at.seconds()) + ")";
    }

    private static String quantiles(Latency latency, String none) {
        return latency.count() == 0 ? none : Figures.three(latency.p50()) + " / " + Figures.milliseconds(latency.p99());
    }
}
