package io.plumbline.cli;

import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepShard;
import io.plumbline.testkit.RecordedRun;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the log says of a run, without its name, its attempts and times: equal for runs that are the same bit for bit. */
final class RunContent {

    private RunContent() {}

    /** All that was said of a step, but by whom. */
    static StepShard plain(StepShard shard) {
        return shard.toBuilder().clearRun().clearAttempt().build();
    }

    static List<MaskChange> masks(RecordedRun run) {
        return run.decisions().stream()
                .map(decision -> decision.toBuilder()
                        .clearRun()
                        .clearAttempt()
                        .clearStatisticsAtMs()
                        .build())
                .toList();
    }

    /** Answers by version, of the highest attempt, without times. */
    static Map<Long, MaskAck> acks(RecordedRun run) {
        Map<Long, MaskAck> acks = new TreeMap<>();
        for (MaskAck ack : run.acks()) {
            MaskAck.Builder plain = ack.toBuilder().clearRun().clearAttempt();
            plain.getAppliedBuilder().clearLatencyMs().clearSeenMs();
            acks.put(ack.getVersion(), plain.build());
        }
        return acks;
    }

    static Map<Long, Evaluation> evaluations(RecordedRun run) {
        Map<Long, Evaluation> evaluations = new TreeMap<>();
        run.evaluations().stream()
                .filter(EvaluationEvent::hasEvaluation)
                .map(EvaluationEvent::getEvaluation)
                .forEach(at -> evaluations.put(
                        at.getStep(),
                        at.toBuilder()
                                .clearRun()
                                .clearAttempt()
                                .clearAtMs()
                                .clearTrainingSeconds()
                                .build()));
        return evaluations;
    }
}
