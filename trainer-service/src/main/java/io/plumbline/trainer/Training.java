package io.plumbline.trainer;

import io.plumbline.core.gating.StepReport;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.Tally.Ended;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.publish.Reporter;
import io.plumbline.trainer.publish.Unsaid;
import io.plumbline.trainer.run.Mode;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The training loop: from the manifest to the end of the run. */
final class Training {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How often a waiting step checks whether the run is to end. */
    private static final Duration SLICE = Duration.ofMillis(100);

    private final RunDescription run;
    private final Start start;
    private final Evaluations evaluations;
    private final Stepping stepping;
    private final Masking masking;
    private final Prunings prunings;
    private final DecisionInbox inbox;
    private final Troubles troubles;
    private final Checkpoints checkpoints;
    private final Reporter reporter;
    private final RunObservers observers;
    private final Duration patience;
    private final EarlyEnd early;
    private final long planned;
    private final ProgressReports progress;
    private long lastEvaluation;

    Training(Parts parts, Start start, Duration patience, EarlyEnd early) {
        this.run = parts.run();
        this.evaluations = parts.evaluations();
        this.stepping = parts.stepping();
        this.masking = parts.masking();
        this.prunings = parts.prunings();
        this.inbox = parts.inbox();
        this.troubles = parts.troubles();
        this.reporter = parts.reporter();
        this.observers = parts.observers();
        this.checkpoints = parts.checkpoints();
        this.start = start;
        this.patience = patience;
        this.lastEvaluation = start.evaluated() ? start.step() : -1;
        this.progress = new ProgressReports(reporter, observers, start.step());
        this.early = early;
        this.planned = run.length().steps();
    }

    /**
     * Where a training starts.
     *
     * @param manifest of the attempt; none is told of where nothing is left to be done but to say how the run ended
     * @param step made before
     * @param evaluated whether its evaluation was made, if one was due
     * @param unsaid what an earlier attempt had to say
     */
    record Start(Optional<Manifest> manifest, long step, boolean evaluated, List<Unsaid> unsaid) {

        /** Returns that of a run from its beginning. */
        static Start fresh(Manifest manifest) {
            return new Start(Optional.of(manifest), 0, false, List.of());
        }
    }

    /** Trains; every failure becomes an ending. {@link #report} says it to others. */
    Ended run() {
        try {
            start.manifest().ifPresent(manifest -> {
                reporter.started(manifest, start.step());
                observers.started(manifest);
            });
            reporter.again(start.unsaid());
            return train();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Ended(Ending.FAILED, "interrupted");
        } catch (RuntimeException | Error broken) {
            early.broke("the training", broken);
            return early.after(observers.tally().steps(), planned).orElseThrow();
        }
    }

    private Ended train() throws InterruptedException {
        boolean known = lastEvaluation < start.step() && after(start.step());
        for (long step = start.step() + 1; step <= planned && !known; step++) {
            Optional<Ended> ended = before(step);
            if (ended.isPresent()) {
                return ended.get();
            }
            Optional<StepReport.Applied> applied = masking.before(step);
            switch (stepping.make(step, masking.version(), applied)) {
                case DIVERGED -> {
                    return new Ended(Ending.DIVERGED, "the loss or a gradient was not finite at step " + step);
                }
                case STUCK -> {
                    return early.after(step, planned)
                            .orElseGet(() -> new Ended(
                                    Ending.NO_GATE, "Kafka took no statistics within " + patience.toSeconds() + " s"));
                }
                case MADE -> {
                    prunings.step(stepping.bareMs());
                    known = after(step);
                }
            }
        }
        return ending();
    }

    /** Waits for what a step must wait for; returns how the run ends instead of making it, if it does. */
    private Optional<Ended> before(long step) throws InterruptedException {
        boolean decided = isDecided(step - 1);
        boolean complete = decided && isPastKnown(step);
        Optional<Ended> ended = early.after(step - 1, planned);
        if (ended.isPresent() || complete) {
            return ended;
        }
        String within = " within " + patience.toSeconds() + " s";
        return Optional.of(
                decided
                        ? new Ended(
                                Ending.FAILED,
                                "a mask that was in force at step " + step + " did not come" + within
                                        + ": does mask-changes still hold it?")
                        : new Ended(
                                Ending.NO_GATE,
                                "no decision on step " + (step - 1) + within
                                        + ": is a gate running on the same Kafka and topic prefix?"));
    }

    /** Without its last evaluation a run is not finished. */
    private Ended ending() {
        long made = observers.tally().steps();
        Ended finished = new Ended(Ending.FINISHED, "");
        return lastEvaluation == made ? finished : early.after(made, planned).orElse(finished);
    }

    /** Copies the run where a checkpoint is due, and evaluates where an evaluation is; returns whether the run has reached its target. */
    private boolean after(long step) {
        if (run.mode() == Mode.LOCKSTEP) {
            troubles.look();
        } else {
            troubles.made(step);
        }
        checkpoints.made(step);
        boolean known = (step % run.measuring().evaluationInterval() == 0 || step == planned) && evaluate(step);
        progress.made(step, stepping.loss());
        return known;
    }

    /** In lockstep, waits for the record that decides the step, if it is a decision step. */
    private boolean isDecided(long step) throws InterruptedException {
        if (run.mode() != Mode.LOCKSTEP || step == 0 || step % run.gating().decisionInterval() != 0) {
            return true;
        }
        long begin = System.nanoTime();
        Duration waited = Duration.ZERO;
        Duration said = Duration.ZERO;
        boolean decided = inbox.await(step, Duration.ZERO);
        while (!decided && waited.compareTo(patience) < 0 && !early.isWanted()) {
            Duration left = patience.minus(waited);
            decided = inbox.await(step, left.compareTo(SLICE) < 0 ? left : SLICE);
            waited = Duration.ofNanos(System.nanoTime() - begin);
            troubles.look();
            if (!decided && (waited.minus(said).compareTo(SECOND) >= 0 || waited.compareTo(patience) >= 0)) {
                said = waited;
                observers.waiting(step, waited, patience);
            }
        }
        observers.tally().waited(waited.toNanos() / 1e6);
        return decided;
    }

    /** Waits for changes that came into force before a step when an earlier attempt made it. */
    private boolean isPastKnown(long step) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean known = masking.awaitPast(step, Duration.ZERO);
        while (!known && System.nanoTime() < deadline && !early.isWanted()) {
            known = masking.awaitPast(step, SLICE);
            troubles.look();
        }
        return known;
    }

    /** Returns whether the run ends with this evaluation, however many steps were planned. */
    private boolean evaluate(long step) {
        boolean mayEnd = step == planned || run.measuring().stopAtTarget();
        Optional<Evaluated> evaluated = evaluations.evaluate(step, masking.version(), () -> goesOn(step, mayEnd));
        lastEvaluation = evaluated.map(Evaluated::step).orElse(lastEvaluation);
        return run.measuring().stopAtTarget()
                && evaluated
                        .filter(at -> at.training().loss() <= run.measuring().lossTarget())
                        .isPresent();
    }

    /**
     * Between two pieces of an evaluation. A change does not wait for its end, unless the run may end there; in lockstep the step
     * waits anyway, and a checkpoint in the midst of an evaluation is one without the change.
     */
    private boolean goesOn(long step, boolean mayEnd) {
        troubles.look();
        if (!mayEnd && run.mode() != Mode.LOCKSTEP) {
            masking.before(step + 1);
        }
        return !early.isWanted();
    }

    /** Reports how the run ended, once, to Kafka and to the observers. */
    void report(Ended ended) {
        if (ended.ending() == Ending.SUPERSEDED) {
            return;
        }
        long step = observers.tally().steps();
        prunings.finish();
        progress.end(step, stepping.loss());
        switch (ended.ending()) {
            case FINISHED -> reporter.finished(step, observers.tally().seconds());
            case DIVERGED -> reporter.diverged(step, stepping.loss());
            case STOPPED -> reporter.stopped(step, ended.reason());
            case FAILED, NO_GATE -> reporter.failed(step, ended.reason());
            case SUPERSEDED -> throw new IllegalStateException("whoever goes on with the run reports it");
        }
    }

    /** Writes the last checkpoint of a run that ended between two steps, and can be gone on with or is over. */
    Optional<Path> checkpoint(Ended ended) {
        boolean whole = switch (ended.ending()) {
            case FINISHED, STOPPED -> true;
            case NO_GATE -> !stepping.isStuck();
            case FAILED, DIVERGED, SUPERSEDED -> false;
        };
        long step = observers.tally().steps();
        return whole ? checkpoints.end(step, lastEvaluation == step, ended.isFinished()) : Optional.empty();
    }

    /**
     * What a training works with.
     *
     * @param run resolved
     * @param evaluations measure on both parts
     * @param stepping makes steps
     * @param masking applies changes
     * @param prunings makes the network smaller
     * @param inbox brings decisions
     * @param troubles knows whether Kafka and the gate answer
     * @param checkpoints copies the run
     * @param reporter reports to Kafka
     * @param observers reports within this process
     */
    record Parts(
            RunDescription run,
            Evaluations evaluations,
            Stepping stepping,
            Masking masking,
            Prunings prunings,
            DecisionInbox inbox,
            Troubles troubles,
            Checkpoints checkpoints,
            Reporter reporter,
            RunObservers observers) {}
}
