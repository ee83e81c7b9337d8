package io.plumbline.report.runlog;

import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.RunEvent;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the log says about one run, without the statistics of single steps. Lists are in order of steps
 * (acknowledgements: of versions) and hold every step once.
 *
 * @param manifest what the run is
 * @param evaluations losses and errors on the whole training and test part
 * @param progress reports, one a second
 * @param conditions λ, μ and κ after every probe
 * @param decisions of the gate, "no change" included
 * @param acks of mask versions by the trainer
 * @param prunings that were measured
 * @param ending finished, failed, diverged or stopped; empty while the run goes on
 */
public record RunHistory(
        Manifest manifest,
        List<Evaluation> evaluations,
        List<Progress> progress,
        List<Condition> conditions,
        List<RecordedDecision> decisions,
        List<MaskAck> acks,
        List<Pruned> prunings,
        Optional<RunEvent> ending) {

    /** Copies the lists. */
    public RunHistory {
        evaluations = List.copyOf(evaluations);
        progress = List.copyOf(progress);
        conditions = List.copyOf(conditions);
        decisions = List.copyOf(decisions);
        acks = List.copyOf(acks);
        prunings = List.copyOf(prunings);
    }

    /** Returns the decisions that changed the mask or pruned, in order. */
    List<RecordedDecision> changes() {
        return decisions.stream()
                .filter(decision -> decision.change().hasChange())
                .toList();
    }

    /**
     * Returns whether the gate has decided every decision step of the steps made, so that no further decision will
     * come.
     */
    public boolean isDecided() {
        long made = steps();
        long due = made - made % Math.max(1, manifest.getDecisionInterval());
        return due == 0
                || (!decisions.isEmpty()
                        && decisions.get(decisions.size() - 1).change().getStep() >= due);
    }

    /** Returns when the run ended, by the trainer's clock, milliseconds since 1970; 0 while it goes on. */
    public long endedAtMs() {
        RunEvent end = ending.orElseGet(RunEvent::getDefaultInstance);
        return switch (end.getEventCase()) {
            case FINISHED -> end.getFinished().getAtMs();
            case STOPPED -> end.getStopped().getAtMs();
            case FAILED -> end.getFailed().getAtMs();
            case DIVERGED -> end.getDiverged().getAtMs();
            default -> 0;
        };
    }

    /** Returns how many steps were made, as the end says, or so far. */
    long steps() {
        return Outcome.of(this).steps();
    }

    /** Returns the latest step that any record names, the end of the run left out. */
    long stepsSeen() {
        return Math.max(
                evaluations.stream().mapToLong(Evaluation::getStep).max().orElse(0),
                progress.stream().mapToLong(Progress::getStep).max().orElse(0));
    }

    /** Returns the number of nodes N that the manifest says. */
    public int nodes() {
        return manifest.getRangesList().stream().mapToInt(NodeRange::getNodes).sum();
    }

    /** Returns the name of the policy, which tells twins apart. */
    public String policy() {
        return Manifests.policy(manifest);
    }
}
