package io.plumbline.report.runlog;

import io.plumbline.protocol.v1.AveragedScores;
import io.plumbline.protocol.v1.Evaluation;

/**
 * What an evaluation found with averaged weights; NaN where none are kept.
 *
 * @param trainingLoss nats
 * @param trainingAccuracy 0 to 1
 * @param testLoss nats; NaN without a test part
 * @param testAccuracy 0 to 1
 */
public record AveragedSummary(double trainingLoss, double trainingAccuracy, double testLoss, double testAccuracy) {

    /** No average is kept. */
    static final AveragedSummary NONE = new AveragedSummary(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Returns what an evaluation says. */
    public static AveragedSummary of(Evaluation evaluation) {
        if (!evaluation.hasAveraged()) {
            return NONE;
        }
        AveragedScores scores = evaluation.getAveraged();
        double test = scores.getTestLoss();
        return new AveragedSummary(
                scores.getTrainingLoss(),
                1 - scores.getTrainingError(),
                test,
                Double.isNaN(test) ? test : 1 - scores.getTestError());
    }

    /** Returns whether an average is kept. */
    public boolean isKept() {
        return !Double.isNaN(trainingLoss);
    }
}
