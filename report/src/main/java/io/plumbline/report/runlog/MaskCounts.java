package io.plumbline.report.runlog;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.report.runlog.ChangeOutcome.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How many decisions and changes a run had. Changes are those that were applied, unless said otherwise.
 *
 * @param decisions records of the gate, "no change" included
 * @param late those of them that were made after the run was over
 * @param undecided decision steps that the gate did not decide while the run went on: there the run kept its mask
 * @param changes of the mask, prunings left out
 * @param closed nodes, in all of these
 * @param opened nodes
 * @param rollbacks among these
 * @param rejected changes and prunings that the trainer refused
 * @param unanswered changes and prunings that were decided and neither applied nor refused
 */
public record MaskCounts(
        int decisions,
        int late,
        long undecided,
        int changes,
        long closed,
        long opened,
        int rollbacks,
        int rejected,
        int unanswered) {

    /** The last decisions are on their way while a run ends, and clocks differ. */
    private static final long GRACE_MS = 5_000;

    static MaskCounts of(RunHistory history, Masks masks) {
        List<ChangeOutcome> applied = masks.of(Kind.APPLIED).stream()
                .filter(ChangeOutcome::changesNodes)
                .toList();
        return new MaskCounts(
                history.decisions().size(),
                (int) history.decisions().stream()
                        .filter(decision -> isLate(decision, history))
                        .count(),
                undecided(history),
                applied.size(),
                applied.stream()
                        .mapToLong(outcome -> outcome.change().getClosedCount())
                        .sum(),
                applied.stream()
                        .mapToLong(outcome -> outcome.change().getOpenedCount())
                        .sum(),
                (int) applied.stream()
                        .filter(outcome -> outcome.change().getRollback())
                        .count(),
                masks.of(Kind.REJECTED).size(),
                masks.of(Kind.UNANSWERED).size());
    }

    private static boolean isLate(RecordedDecision decision, RunHistory history) {
        return history.endedAtMs() > 0 && decision.atMs() > history.endedAtMs() + GRACE_MS;
    }

    private static long undecided(RunHistory history) {
        Set<Long> decided = history.decisions().stream()
                .filter(decision -> !isLate(decision, history))
                .map(RecordedDecision::change)
                .map(MaskChange::getStep)
                .collect(Collectors.toSet());
        long interval = history.manifest().getDecisionInterval();
        return interval == 0
                ? 0
                : LongStream.rangeClosed(1, history.steps() / interval)
                        .filter(due -> !decided.contains(due * interval))
                        .count();
    }
}
