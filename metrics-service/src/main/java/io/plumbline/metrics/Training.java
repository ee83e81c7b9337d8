package io.plumbline.metrics;

import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.Progress;

/**
 * What the trainer says of its run: the latest evaluation, the latest progress. What is older than what is known, or the
 * same again, changes nothing.
 *
 * @param evaluation the latest, at {@code evaluatedAt}
 * @param evaluatedAt {@link RunPosition#NEVER} while there is none
 * @param progress the latest, at {@code progressAt}
 * @param progressAt {@link RunPosition#NEVER} while there is none
 * @param last the latest step that anything was said of
 * @param lastMs when that step was first spoken of, by the trainer's clock, milliseconds since 1970: it stands still
 *     while the step does
 */
record Training(
        Evaluation evaluation,
        RunPosition evaluatedAt,
        Progress progress,
        RunPosition progressAt,
        RunPosition last,
        long lastMs) {

    static final Training NONE = new Training(
            Evaluation.getDefaultInstance(),
            RunPosition.NEVER,
            Progress.getDefaultInstance(),
            RunPosition.NEVER,
            RunPosition.NEVER,
            0);

    Training plus(Evaluation event) {
        RunPosition at = new RunPosition(event.getAttempt(), event.getStep());
        if (!at.isAfter(evaluatedAt)) {
            return this;
        }
        boolean newest = at.isAfter(last);
        return new Training(event, at, progress, progressAt, at.orLater(last), newest ? event.getAtMs() : lastMs);
    }

    Training plus(Progress event) {
        RunPosition at = new RunPosition(event.getAttempt(), event.getStep());
        // A trainer that stands still goes on telling of its queue.
        boolean sameStepLater = at.equals(progressAt) && event.getAtMs() > progress.getAtMs();
        if (!at.isAfter(progressAt) && !sameStepLater) {
            return this;
        }
        boolean newest = at.isAfter(last);
        return new Training(evaluation, evaluatedAt, event, at, at.orLater(last), newest ? event.getAtMs() : lastMs);
    }

    boolean isEvaluated() {
        return !evaluatedAt.equals(RunPosition.NEVER);
    }

    boolean isProgressing() {
        return !progressAt.equals(RunPosition.NEVER);
    }

    boolean hasStep() {
        return !last.equals(RunPosition.NEVER);
    }
}
