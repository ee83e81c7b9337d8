package io.plumbline.report;

import io.plumbline.report.runlog.Outcome;
import io.plumbline.report.runlog.RunSummary;
import java.util.ArrayList;
import java.util.List;

/** What a table cannot say in a cell: how runs ended that did not finish, and what their gates missed. */
final class SummaryNotes {

    private SummaryNotes() {}

    static List<String> of(List<String> names, List<RunSummary> runs) {
        List<String> notes = new ArrayList<>();
        for (int r = 0; r < runs.size(); r++) {
            notes.addAll(of(names.get(r) + ": ", runs.get(r)));
        }
        return notes;
    }

    private static List<String> of(String name, RunSummary run) {
        List<String> notes = new ArrayList<>();
        Outcome outcome = run.outcome();
        if (!run.parent().isEmpty()) {
            notes.add(name + "goes on from run " + run.parent() + "; steps, work and times are its own.");
        }
        if (!outcome.word().equals(Outcome.FINISHED)) {
            notes.add(name + OutcomeText.line(outcome) + ".");
        }
        if (Double.isNaN(run.violations()) && outcome.steps() > 0) {
            notes.add(
                    name + "no gate judged a probe of it; κ, λ, μ and the curve of the convergence gap are not known.");
        }
        if (run.masks().undecided() > 0) {
            notes.add(name + "no decision was made on " + counted(run.masks().undecided(), "decision step")
                    + "; there the run went on with the mask that it had.");
        }
        if (run.masks().unanswered() > 0) {
            notes.add(name
                    + counted(run.masks().unanswered(), "change")
                    + (outcome.word().equals(Outcome.RUNNING)
                            ? " decided and not applied so far."
                            : " decided at or after the last step, or by a gate that came too late, and never applied; open"
                                    + " nodes are those of the mask in force."));
        }
        return notes;
    }

    private static String counted(long count, String what) {
        return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
    }
}
