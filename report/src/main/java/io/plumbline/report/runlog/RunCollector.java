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
 * Collects the records of one run, in whatever order topics are read; a record seen twice counts once. Not thread safe.
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

    @Override
    public void accept(RunEvent event, String run, long atMs) {
        switch (event.getEventCase()) {
            case MANIFEST -> manifest = Optional.of(event.getManifest());
            case PRUNED -> prunings.putIfAbsent(event.getPruned().getMaskVersion(), event.getPruned());
            case FINISHED, FAILED, DIVERGED, STOPPED -> ending = Optional.of(event);
            default -> {
                // Started, resumed: other records say more about them.
            }
        }
    }

    @Override
    public void accept(EvaluationEvent event, String run, long atMs) {
        switch (event.getEventCase()) {
            case EVALUATION -> evaluations.put(event.getEvaluation().getStep(), event.getEvaluation());
            case PROGRESS -> progress.put(event.getProgress().getStep(), event.getProgress());
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
        acks.putIfAbsent(ack.getVersion(), ack);
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
                ending));
    }
}
