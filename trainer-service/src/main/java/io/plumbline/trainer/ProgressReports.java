package io.plumbline.trainer;

import io.plumbline.protocol.v1.Progress;
import io.plumbline.trainer.publish.Reporter;
import java.util.concurrent.TimeUnit;

/** Says once a second, and at the end, how far a run is. Not thread safe. */
final class ProgressReports {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Reporter reporter;
    private final RunObservers observers;
    private final long start;
    private long saidAt = System.nanoTime();
    private long steps;
    private double stepMs;
    private double statisticsMs;

    /**
     * Begins.
     *
     * @param start steps made before
     */
    ProgressReports(Reporter reporter, RunObservers observers, long start) {
        this.reporter = reporter;
        this.observers = observers;
        this.start = start;
        this.steps = start;
        this.stepMs = observers.tally().stepMs();
        this.statisticsMs = observers.tally().statisticsMs();
    }

    /** A step was made. */
    void made(long step, double loss) {
        long now = System.nanoTime();
        if (now - saidAt >= SECOND) {
            reporter.progress(at(step, loss));
            saidAt = now;
        }
    }

    /**
     * The run ends: readers count what was dropped until now, not until the last full second.
     *
     * @param loss of the last batch; where an earlier attempt made it, that of the last evaluation is told
     */
    void end(long step, double loss) {
        if (step > 0) {
            reporter.lastProgress(
                    at(step, step > start ? loss : observers.tally().evaluatedLoss()));
        }
    }

    private Progress.Builder at(long step, double loss) {
        Tally tally = observers.tally();
        double made = Math.max(1, step - steps);
        Progress.Builder progress = Progress.newBuilder()
                .setStep(step)
                .setLoss(loss)
                .setStepMs((tally.stepMs() - stepMs) / made)
                .setStatisticsMs((tally.statisticsMs() - statisticsMs) / made)
                .setWork(tally.work());
        steps = step;
        stepMs = tally.stepMs();
        statisticsMs = tally.statisticsMs();
        return progress;
    }
}
