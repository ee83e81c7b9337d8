package io.plumbline.report.runlog;

import io.plumbline.protocol.log.RunRecords;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.RunEvent;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects the records of one run, in whatever order topics are read; a record seen twice counts once. What several attempts
 * say of one step or version counts as the latest attempt says it. Not thread safe.
 */
final class RunCollector implements RunRecords {

    private final TreeMap<Long, Evaluation> evaluations = new TreeMap<>();
    private final TreeMap<Long, Progress> progress = new TreeMap<>();
    private final TreeMap<Long, Condition> conditions = new TreeMap<>();
    private final TreeMap<Long, RecordedDecision> decisions = new TreeMap<>();
    private final TreeMap<Long, MaskAck> acks = new TreeMap<>();
    private final TreeMap<Long, Pruned> prunings = new TreeMap<>();
    private Optional<Manifest> manifest = Optional.empty();
    private Optional<RunEvent> ending = Optional.empty();
    private long begunMs = Long.MAX_VALUE;

    @Override
    public void accept(RunEvent event, String run, long atMs) {
        switch (event.getEventCase()) {
            case MANIFEST -> begins(event.getManifest());
            case PRUNED -> prunings.putIfAbsent(event.getPruned().getMaskVersion(), event.getPruned());
            case FINISHED, FAILED, DIVERGED, STOPPED -> ends(event);
            default -> {
                // Started, resumed: other records say more about them.
            }
        }
    }

    private void begins(Manifest next) {
        if (manifest.isEmpty() || next.getAttempt() >= manifest.get().getAttempt()) {
            manifest = Optional.of(next);
        }
        begunMs = Math.min(begunMs, next.getStartedAtMs());
    }

    private void ends(RunEvent event) {
        if (ending.isEmpty() || attempt(event) >= attempt(ending.get())) {
            ending = Optional.of(event);
        }
    }

    private static int attempt(RunEvent end) {
        return switch (end.getEventCase()) {
            case FINISHED -> end.getFinished().getAttempt();
            case STOPPED -> end.getStopped().getAttempt();
            case FAILED -> end.getFailed().getAttempt();
            case DIVERGED -> end.getDiverged().getAttempt();
            default -> 0;
        };
    }

    /** Records that do not say their attempt are of the only one. */
    private static boolean isOfAnEarlierAttempt(RunEvent end, Manifest latest) {
        return attempt(end) > 0 && attempt(end) < latest.getAttempt();
    }

    /** Returns when the first attempt began, by the trainer's clock, milliseconds since 1970. */
    long begunMs() {
        return begunMs;
    }

    @Override
    public void accept(EvaluationEvent event, String run, long atMs) {
        switch (event.getEventCase()) {
            case EVALUATION ->
                evaluations.merge(
                        event.getEvaluation().getStep(),
                        event.getEvaluation(),
                        (old, next) -> next.getAttempt() >= old.getAttempt() ? next : old);
            case PROGRESS ->
                progress.merge(
                        event.getProgress().getStep(),
                        event.getProgress(),
                        (old, next) -> next.getAttempt() >= old.getAttempt() ? next : old);
            case EVENT_NOT_SET -> {
                // Of a newer version: unknown here.
            }
        }
    }

    @Override
    public void accept(Condition condition, String run, long atMs) {
        conditions.put(condition.getStep(), condition);
    }

    @Override
    public void accept(MaskChange change, String run, long atMs) {
        decisions.putIfAbsent(change.getStep(), new RecordedDecision(change, atMs));
    }

    @Override
    public void accept(MaskAck ack, String run, long atMs) {
        acks.merge(ack.getVersion(), ack, (old, next) -> next.getAttempt() > old.getAttempt() ? next : old);
    }

    /** Returns what was collected so far; empty before the manifest was seen. */
    Optional<RunHistory> history() {
        return manifest.map(seen -> new RunHistory(
                seen,
                List.copyOf(evaluations.values()),
                List.copyOf(progress.values()),
                List.copyOf(conditions.values()),
                List.copyOf(decisions.values()),
                List.copyOf(acks.values()),
                List.copyOf(prunings.values()),
                ending.filter(end -> !isOfAnEarlierAttempt(end, seen))));
    }
}
