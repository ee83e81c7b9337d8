package io.plumbline.trainer;

import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskApplied;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.Tally.Ended;
import io.plumbline.trainer.data.DataSet;
import io.plumbline.trainer.engine.Engine;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.publish.Reporter;
import io.plumbline.trainer.run.Mode;
import io.plumbline.trainer.run.RunDescription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The training loop: from the manifest to the end of the run. */
final class Training {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final RunDescription run;
    private final Manifest manifest;
    private final DataSet data;
    private final Engine engine;
    private final Stepping stepping;
    private final Masking masking;
    private final Compactions compactions;
    private final DecisionInbox inbox;
    private final Reporter reporter;
    private final Watch watch;
    private final Duration patience;
    private final BooleanSupplier stopping;
    private long lastProgress = System.nanoTime();
    private long stepsAtProgress;
    private double stepMsAtProgress;
    private double statisticsMsAtProgress;

    Training(Parts parts, Manifest manifest, Duration patience, BooleanSupplier stopping) {
        this.run = parts.run();
        this.data = parts.data();
        this.engine = parts.engine();
        this.stepping = parts.stepping();
        this.masking = parts.masking();
        this.compactions = parts.compactions();
        this.inbox = parts.inbox();
        this.reporter = parts.reporter();
        this.watch = parts.watch();
        this.manifest = manifest;
        this.patience = patience;
        this.stopping = stopping;
    }

    /** Trains; every ending is an event, the broken ones too. */
    Ended run() {
        reporter.started(manifest);
        watch.started(manifest);
        try {
            return reported(train());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return reported(new Ended(Ending.FAILED, "interrupted"));
        } catch (RuntimeException broken) {
            reported(new Ended(Ending.FAILED, "the training broke: " + broken));
            throw broken;
        }
    }

    private Ended train() throws InterruptedException {
        boolean known = evaluate(0);
        long planned = run.length().steps();
        for (long step = 1; step <= planned && !known; step++) {
            if (stopping.getAsBoolean()) {
                return new Ended(Ending.FAILED, "stopped after step " + (step - 1));
            }
            if (!isDecided(step - 1)) {
                return new Ended(
                        Ending.NO_GATE,
                        "no decision on step " + (step - 1) + " within " + patience.toSeconds()
                                + " s: is a gate running on the same Kafka and topic prefix?");
            }
            Optional<MaskApplied> applied = masking.before(step);
            switch (stepping.make(step, masking.version(), applied)) {
                case DIVERGED -> {
                    return new Ended(Ending.DIVERGED, "the loss or a gradient was not finite at step " + step);
                }
                case STUCK -> {
                    return new Ended(Ending.NO_GATE, "Kafka took no statistics within " + patience.toSeconds() + " s");
                }
                case MADE -> {
                    compactions.step(stepping.bareMs());
                    known = after(step, planned);
                }
            }
        }
        return new Ended(Ending.FINISHED, "");
    }

    /** Returns whether the run knows what it was made for. */
    private boolean after(long step, long planned) {
        boolean known = (step % run.measuring().evaluationInterval() == 0 || step == planned) && evaluate(step);
        progress(step);
        return known;
    }

    /** In lockstep, waits for the record that decides the step, if it is a decision step. */
    private boolean isDecided(long step) throws InterruptedException {
        if (run.mode() != Mode.LOCKSTEP || step == 0 || step % run.gating().decisionInterval() != 0) {
            return true;
        }
        long begin = System.nanoTime();
        Duration waited = Duration.ZERO;
        boolean decided = false;
        while (!decided && waited.compareTo(patience) < 0 && !stopping.getAsBoolean()) {
            Duration left = patience.minus(waited);
            decided = inbox.await(step, left.compareTo(SECOND) < 0 ? left : SECOND);
            waited = Duration.ofNanos(System.nanoTime() - begin);
            if (!decided) {
                watch.waiting(step, waited, patience);
            }
        }
        watch.tally().waited(waited.toNanos() / 1e6);
        return decided || stopping.getAsBoolean();
    }

    /** Returns whether the run ends with this evaluation, however many steps were planned. */
    private boolean evaluate(long step) {
        long begin = System.nanoTime();
        Evaluated evaluated = new Evaluated(
                step,
                masking.version(),
                Scores.of(engine, data.training()),
                Scores.of(engine, data.test()),
                watch.tally().seconds());
        reporter.evaluation(Evaluation.newBuilder()
                .setStep(step)
                .setMaskVersion(evaluated.maskVersion())
                .setTrainingLoss(evaluated.training().loss())
                .setTrainingError(evaluated.training().error())
                .setTestLoss(evaluated.test().loss())
                .setTestError(evaluated.test().error())
                .setTrainingSeconds(evaluated.trainingSeconds()));
        watch.evaluated(evaluated, (System.nanoTime() - begin) / 1e6);
        return run.measuring().stopAtTarget()
                && evaluated.training().loss() <= run.measuring().lossTarget();
    }

    private void progress(long step) {
        long now = System.nanoTime();
        if (now - lastProgress < SECOND.toNanos()) {
            return;
        }
        Tally tally = watch.tally();
        double steps = Math.max(1, step - stepsAtProgress);
        reporter.progress(Progress.newBuilder()
                .setStep(step)
                .setLoss(stepping.loss())
                .setStepMs((tally.stepMs() - stepMsAtProgress) / steps)
                .setStatisticsMs((tally.statisticsMs() - statisticsMsAtProgress) / steps));
        lastProgress = now;
        stepsAtProgress = step;
        stepMsAtProgress = tally.stepMs();
        statisticsMsAtProgress = tally.statisticsMs();
    }

    private Ended reported(Ended ended) {
        long step = watch.tally().steps();
        compactions.finish();
        switch (ended.ending()) {
            case FINISHED -> reporter.finished(step, watch.tally().seconds());
            case DIVERGED -> reporter.diverged(step, stepping.loss());
            case FAILED, NO_GATE -> reporter.failed(step, ended.reason());
        }
        return ended;
    }

    /**
     * What a training works with.
     *
     * @param run resolved
     * @param data parts to train and to evaluate on
     * @param engine network
     * @param stepping makes steps
     * @param masking applies changes
     * @param compactions makes the network smaller
     * @param inbox brings decisions
     * @param reporter speaks to Kafka
     * @param watch speaks to everybody here
     */
    record Parts(
            RunDescription run,
            DataSet data,
            Engine engine,
            Stepping stepping,
            Masking masking,
            Compactions compactions,
            DecisionInbox inbox,
            Reporter reporter,
            Watch watch) {}
}
