package io.plumbline.report.runlog;

import io.plumbline.protocol.v1.AveragedScores;
import io.plumbline.protocol.v1.Evaluation;
import java.util.List;

/** The dense one of {@link SyntheticRun} with averaged weights, whose losses are half of the raw ones. */
public final class AveragedRun {

    private AveragedRun() {}

    /** Returns the history of the run. */
    public static RunHistory of(String run) {
        RunHistory dense = SyntheticRun.dense(run);
        List<Evaluation> evaluations = dense.evaluations().stream()
                .map(at -> at.toBuilder()
                        .setAveraged(AveragedScores.newBuilder()
                                .setTrainingLoss(at.getTrainingLoss() / 2)
                                .setTrainingError(0.005)
                                .setTestLoss(at.getTestLoss() / 2)
                                .setTestError(0.02))
                        .build())
                .toList();
        return new RunHistory(
                dense.manifest(),
                evaluations,
                dense.progress(),
                dense.conditions(),
                dense.decisions(),
                dense.acks(),
                dense.prunings(),
                dense.ending());
    }
}
