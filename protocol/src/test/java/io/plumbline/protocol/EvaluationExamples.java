package io.plumbline.protocol;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.AveragedScores;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Progress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events of evaluations and progress. */
final class EvaluationExamples {

    private EvaluationExamples() {}

    /** Returns the events by the name of their golden file. */
    static Map<String, MessageLite> all() {
        Map<String, MessageLite> all = new LinkedHashMap<>();
        all.put("evaluation", event(evaluation()));
        all.put("evaluation-averaged", event(averaged()));
        all.put("progress", EvaluationEvent.newBuilder().setProgress(progress()).build());
        return all;
    }

    private static EvaluationEvent event(Evaluation evaluation) {
        return EvaluationEvent.newBuilder().setEvaluation(evaluation).build();
    }

    private static Evaluation evaluation() {
        return Evaluation.newBuilder()
                .setRun(Examples.RUN)
                .setAttempt(1)
                .setStep(500)
                .setMaskVersion(3)
                .setTrainingLoss(0.125)
                .setTrainingError(0.03125)
                .setTestLoss(0.25)
                .setTestError(0.0625)
                .setAtMs(17)
                .setTrainingSeconds(4.5)
                .build();
    }

    private static Evaluation averaged() {
        return evaluation().toBuilder()
                .setAveraged(AveragedScores.newBuilder()
                        .setTrainingLoss(0.0625)
                        .setTrainingError(0.015625)
                        .setTestLoss(0.125)
                        .setTestError(0.03125))
                .build();
    }

    private static Progress progress() {
        return Progress.newBuilder()
                .setRun(Examples.RUN)
                .setAttempt(1)
                .setStep(512)
                .setLoss(0.125)
                .setStepMs(7.5)
                .setQueue(2)
                .setDropped(1)
                .setAtMs(17)
                .setStatisticsMs(0.25)
                .build();
    }
}
