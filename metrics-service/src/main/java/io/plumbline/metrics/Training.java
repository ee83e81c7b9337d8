package io.plumbline.metrics;

import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.Progress;

/**
 * The latest evaluation and the latest progress that the trainer reported. Older reports and duplicates change nothing.
 *
 * @param evaluation the latest, at {@code evaluatedAt}
 * @param evaluatedAt {@link RunPosition#NEVER} while there is none
 * @param progress the latest, at {@code progressAt}
 * @param progressAt {@link RunPosition#NEVER} while there is none
 * @param work what the latest report that told of it said
 * @param last the latest step that a report names
 * @param lastMs when that step was first reported, by the trainer's clock, milliseconds since 1970: it does not change
 *     while the step does not
 */
record Training(
        Evaluation evaluation,
        RunPosition evaluatedAt,
        Progress progress,
        RunPosition progressAt,
        Work work,
        RunPosition last,
        long lastMs) {

    static final Training NONE = new Training(
            Evaluation.getDefaultInstance(),
            RunPosition.NEVER,
            Progress.getDefaultInstance(),
            RunPosition.NEVER,
            Work.NONE,
            RunPosition.NEVER,
            0);

    Training plus(Evaluation event) {
        RunPosition at = new RunPosition(event.getAttempt(), event.getStep());
        if (!at.isAfter(evaluatedAt)) {
            return this;
        }
        boolean newest = at.isAfter(last);
        return new Training(
                event,
                at,
                progress,
                progressAt,
                work.then(at, event.getWork()),
                at.orLater(last),
                newest ? event.getAtMs() : lastMs);
    }

    Training plus(Progress event) {
        RunPosition at = new RunPosition(event.getAttempt(), event.getStep());
        // A trainer that makes no steps goes on reporting its queue.
        boolean sameStepLater = at.equals(progressAt) && event.getAtMs() > progress.getAtMs();
        if (!at.isAfter(progressAt) && !sameStepLater) {
            return this;
        }
        boolean newest = at.isAfter(last);
        return new Training(
                evaluation,
                evaluatedAt,
                event,
                at,
                work.then(at, event.getWork()),
                at.orLater(last),
                newest ? event.getAtMs() : lastMs);
    }

    /**
     * Work of an attempt.
     *
     * @param at after which step; {@link RunPosition#NEVER} while nobody told
     * @param operations floating-point operations so far; NaN while nobody told
     */
    record Work(RunPosition at, double operations) {

        static final Work NONE = new Work(RunPosition.NEVER, Double.NaN);

        private Work then(RunPosition when, double told) {
            return told > 0 && when.isAfter(at) ? new Work(when, told) : this;
        }

        /** Returns the steps that made them; NaN while nobody told. */
        double steps() {
            return at.equals(RunPosition.NEVER) ? Double.NaN : at.step();
        }
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
