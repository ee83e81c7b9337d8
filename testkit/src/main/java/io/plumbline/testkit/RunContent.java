package io.plumbline.testkit;

import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepShard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the log says of a run, without its name, its attempts and times: equal for runs that are the same bit for bit. */
public final class RunContent {

    private RunContent() {}

    /** Returns all that was said of a step, but by whom. */
    public static StepShard plain(StepShard shard) {
        return shard.toBuilder().clearRun().clearAttempt().build();
    }

    /** Returns all that was decided, but for whom, and when. */
    static MaskChange plain(MaskChange decision) {
        return decision.toBuilder()
                .clearRun()
                .clearAttempt()
                .clearStatisticsAtMs()
                .build();
    }

    /** Returns an answer without the times that it took. */
    static MaskAck plain(MaskAck ack) {
        MaskAck.Builder plain = ack.toBuilder().clearRun().clearAttempt();
        if (plain.hasApplied()) {
            plain.getAppliedBuilder().clearLatencyMs().clearSeenMs();
        }
        return plain.build();
    }

    /** Returns what an evaluation found. */
    static Evaluation plain(Evaluation evaluation) {
        return evaluation.toBuilder()
                .clearRun()
                .clearAttempt()
                .clearAtMs()
                .clearTrainingSeconds()
                .build();
    }

    /** Returns all decisions, in order. */
    public static List<MaskChange> masks(RecordedRun run) {
        return run.decisions().stream().map(RunContent::plain).toList();
    }

    /** Returns answers by version, of the highest attempt. */
    public static Map<Long, MaskAck> acks(RecordedRun run) {
        Map<Long, MaskAck> acks = new TreeMap<>();
        run.acks().forEach(ack -> acks.put(ack.getVersion(), plain(ack)));
        return acks;
    }

    /** Returns evaluations by step. */
    public static Map<Long, Evaluation> evaluations(RecordedRun run) {
        Map<Long, Evaluation> evaluations = new TreeMap<>();
        run.evaluations().stream()
                .filter(EvaluationEvent::hasEvaluation)
                .map(EvaluationEvent::getEvaluation)
                .forEach(at -> evaluations.put(at.getStep(), plain(at)));
        return evaluations;
    }
}
