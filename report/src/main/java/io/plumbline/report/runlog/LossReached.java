package io.plumbline.report.runlog;

import io.plumbline.protocol.v1.Evaluation;
import java.util.List;
import java.util.Optional;

/**
 * The first evaluation at which the training loss was at or below a target.
 *
 * @param target training loss, nats
 * @param step of the evaluation
 * @param seconds of wall-clock spent in steps until then
 */
public record LossReached(double target, long step, double seconds) {

    /** Targets that tables show; a smaller one is a step further in training. */
    public static final List<Double> TARGETS = List.of(1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001);

    /** Returns it; empty if the target was never reached. */
    public static Optional<LossReached> in(RunHistory history, double target) {
        return evaluation(history, target)
                .map(first -> new LossReached(target, first.getStep(), first.getTrainingSeconds()));
    }

    /** Returns that evaluation itself, with all that it found. */
    public static Optional<Evaluation> evaluation(RunHistory history, double target) {
        return history.evaluations().stream()
                .filter(evaluation -> evaluation.getTrainingLoss() <= target)
                .findFirst();
    }
}
