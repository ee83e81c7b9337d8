package io.plumbline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.report.runlog.LossReached;
import io.plumbline.report.runlog.Masks;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunSummary;
import io.plumbline.report.runlog.WorkDone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What runs from one start took to one training loss, against the first of them: the answer of the demo. */
public final class TargetComparison {

    private final double target;
    private final List<Entry> entries;

    private TargetComparison(double target, List<Entry> entries) {
        this.target = target;
        this.entries = List.copyOf(entries);
    }

    /**
     * A run.
     *
     * @param name for people
     * @param steps that it made
     * @param reached the first evaluation at or below the target
     * @param closed sentence on how much was closed, where a gate found that itself
     */
    private record Entry(String name, long steps, Optional<Reached> reached, Optional<String> closed) {}

    /**
     * The target, reached.
     *
     * @param step of the evaluation
     * @param work until then, in steps of the whole network
     * @param seconds of wall-clock until then, evaluations left out
     * @param testAccuracy at it, 0 to 1
     * @param open nodes at the end
     * @param nodes of the whole network
     */
    private record Reached(long step, double work, double seconds, double testAccuracy, int open, int nodes) {}

    /**
     * Compares runs.
     *
     * @param names of the runs, for people
     * @param histories as many, the reference first; its target counts
     */
    static TargetComparison of(List<String> names, List<RunHistory> histories) {
        double target = histories.get(0).manifest().getLoss().getTarget();
        List<Entry> entries = new ArrayList<>();
        for (int r = 0; r < histories.size(); r++) {
            RunHistory history = histories.get(r);
            RunSummary summary = RunSummary.of(history);
            Optional<Reached> reached =
                    LossReached.evaluation(history, target).map(at -> reached(at, history, summary));
            entries.add(
                    new Entry(names.get(r), summary.outcome().steps(), reached, ClosedSentence.of(history, summary)));
        }
        return new TargetComparison(target, entries);
    }

    private static Reached reached(Evaluation at, RunHistory history, RunSummary summary) {
        return new Reached(
                at.getStep(),
                WorkDone.of(history, Masks.of(history)).denseSteps(at.getStep()),
                at.getTrainingSeconds(),
                1 - at.getTestError(),
                summary.openNodes(),
                summary.nodes());
    }

    /** Returns the answer: a sentence for every run but the first, and what was closed. */
    public List<String> sentences() {
        Entry reference = entries.get(0);
        List<String> sentences = new ArrayList<>();
        for (Entry entry : entries.subList(1, entries.size())) {
            sentences.add(sentence(entry, reference));
        }
        entries.stream()
                .skip(1)
                .findFirst()
                .flatMap(entry -> entry.closed().map(why -> entry.name() + ": " + why))
                .ifPresent(sentences::add);
        return sentences;
    }

    private String sentence(Entry entry, Entry reference) {
        String loss = "training loss " + Figures.plain(target);
        if (entry.reached().isEmpty() || reference.reached().isEmpty()) {
            Entry missed = entry.reached().isEmpty() ? entry : reference;
            return missed.name() + " did not reach " + loss + " within " + Figures.count(missed.steps()) + " steps.";
        }
        Reached at = entry.reached().orElseThrow();
        Reached of = reference.reached().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s: same %s at %.2f of the work and %.2f of the time of %s, in %.2f times as many steps; test accuracy %s"
                        + " against %s.",
                entry.name(),
                loss,
                at.work() / of.work(),
                at.seconds() / of.seconds(),
                reference.name(),
                (double) at.step() / of.step(),
                Figures.percent(at.testAccuracy()),
                Figures.percent(of.testAccuracy()));
    }

    /** Returns a short table: a row for every run. */
    public Table table() {
        String loss = "to loss " + Figures.plain(target);
        List<String> columns = List.of("steps " + loss, "work, dense steps", "time", "test accuracy", "open nodes");
        List<Table.Row> rows = entries.stream()
                .map(entry -> new Table.Row(entry.name(), cells(entry)))
                .toList();
        return new Table(columns, rows, List.of());
    }

    private static List<String> cells(Entry entry) {
        return entry.reached()
                .map(at -> List.of(
                        Figures.count(at.step()),
                        Figures.three(at.work()),
                        Figures.seconds(at.seconds()),
                        Figures.percent(at.testAccuracy()),
                        Figures.count(at.open()) + " of " + Figures.count(at.nodes())))
                .orElse(List.of(
                        "not within " + Figures.count(entry.steps()),
                        Figures.UNKNOWN,
                        Figures.UNKNOWN,
                        Figures.UNKNOWN,
                        Figures.UNKNOWN));
    }

    /** Returns the same for scripts: the target, and for every run what it took; null where it missed the target. */
    public ObjectNode json() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("target", target);
        ArrayNode runs = answer.putArray("runs");
        for (Entry entry : entries) {
            ObjectNode run = runs.addObject().put("name", entry.name());
            entry.reached()
                    .ifPresentOrElse(
                            at -> run.put("steps", at.step())
                                    .put("dense_steps", at.work())
                                    .put("seconds", at.seconds())
                                    .put("test_accuracy", at.testAccuracy())
                                    .put("open_nodes", at.open()),
                            () -> run.putNull("steps"));
        }
        ArrayNode words = answer.putArray("sentences");
        sentences().forEach(words::add);
        return answer;
    }
}
