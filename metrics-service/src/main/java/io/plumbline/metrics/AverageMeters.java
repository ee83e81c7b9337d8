package io.plumbline.metrics;

import static io.plumbline.metrics.RunMeter.gauge;

import io.plumbline.protocol.v1.AveragedScores;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Meters of weights averaged over steps, a part of {@link Meters}; none where a run keeps no average. What holds between
 * them: each is of the step and mask of the meter whose name it has behind {@code averaged_}.
 */
final class AverageMeters {

    static final List<RunMeter> OF_RUNS = List.of(
            averaged(
                    "plumbline_averaged_training_loss_nats",
                    "Mean loss on the training part, of averaged weights.",
                    AveragedScores::getTrainingLoss),
            averaged(
                    "plumbline_averaged_test_loss_nats",
                    "Mean loss on the test part, of averaged weights.",
                    AveragedScores::getTestLoss),
            averaged(
                    "plumbline_averaged_training_error_ratio",
                    "Share of wrong examples of the training part, of averaged weights.",
                    AveragedScores::getTrainingError),
            averaged(
                    "plumbline_averaged_test_error_ratio",
                    "Share of wrong examples of the test part, of averaged weights.",
                    AverageMeters::testError));

    private AverageMeters() {}

    private static RunMeter averaged(String name, String help, ToDoubleFunction<AveragedScores> value) {
        return gauge(
                name,
                help,
                view -> view.training().isEvaluated()
                                && view.training().evaluation().hasAveraged()
                        ? value.applyAsDouble(view.training().evaluation().getAveraged())
                        : Double.NaN);
    }

    /** Without a test part there is no test loss, whatever the error says. */
    private static double testError(AveragedScores scores) {
        return Double.isNaN(scores.getTestLoss()) ? Double.NaN : scores.getTestError();
    }
}
