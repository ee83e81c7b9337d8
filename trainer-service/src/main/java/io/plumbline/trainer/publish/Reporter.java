package io.plumbline.trainer.publish;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.RejectionKind;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskRejected;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.protocol.v1.RunDiverged;
import io.plumbline.protocol.v1.RunEnd;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFailed;
import io.plumbline.protocol.v1.RunFinished;
import io.plumbline.protocol.v1.RunResumed;
import io.plumbline.protocol.v1.RunStarted;
import io.plumbline.protocol.v1.RunStopped;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.resume.Past;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a run says beside its steps. */
public final class Reporter {

    private final RunKey key;
    private final Topics topics;
    private final Publisher publisher;
    private final Clock clock;
    private final Past past;
    private final AtomicBoolean progressWaits = new AtomicBoolean();

    /**
     * Reports a run through a publisher.
     *
     * @param clock only dates the events for readers
     * @param past what the log holds of the run: it is not said again
     */
    public Reporter(RunKey key, Topics topics, Publisher publisher, Clock clock, Past past) {
        this.past = past;
        this.key = key;
        this.topics = topics;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Says what the run is, with the bytes that claimed it, and that it has begun, or that it goes on after a step. */
    public void started(Manifest manifest, long step) {
        run(RunEvent.newBuilder().setManifest(manifest));
        if (key.attempt() == 1) {
            run(RunEvent.newBuilder()
                    .setStarted(RunStarted.newBuilder()
                            .setRun(key.run())
                            .setAttempt(key.attempt())
                            .setAtMs(clock.millis())));
        } else {
            run(RunEvent.newBuilder()
                    .setResumed(RunResumed.newBuilder()
                            .setRun(key.run())
                            .setAttempt(key.attempt())
                            .setStep(step)
                            .setAtMs(clock.millis())));
        }
    }

    /** Says again what an earlier attempt had said without knowing that it was heard, unless the log holds it. */
    public void again(List<Unsaid> unsaid) {
        for (Unsaid event : unsaid) {
            try {
                again(event);
            } catch (BadRecordException malformed) {
                throw new IllegalArgumentException("an event in the checkpoint cannot be read", malformed);
            }
        }
    }

    private void again(Unsaid event) throws BadRecordException {
        if (event.topic().equals(topics.maskAcks().name())) {
            MaskAck ack = topics.maskAcks().parse(event.bytes());
            if (!past.isAnswered(ack.getVersion())) {
                ack(ack.toBuilder());
            }
        } else if (event.topic().equals(topics.evaluations().name())) {
            EvaluationEvent said = topics.evaluations().parse(event.bytes());
            if (said.hasEvaluation() && !past.isEvaluated(said.getEvaluation().getStep())) {
                evaluation(said.getEvaluation().toBuilder());
            }
        } else if (event.topic().equals(topics.stepStats().name())) {
            StepEvent said = topics.stepStats().parse(event.bytes());
            if (said.hasPruned()) {
                pruned(said.getPruned().toBuilder());
            } else if (said.hasRejected()) {
                rejected(
                        said.getRejected().getStep(),
                        said.getRejected().getVersion(),
                        said.getRejected().getReason());
            }
        }
    }

    /** Says that all planned steps are done. */
    public void finished(long step, double seconds) {
        end(step, Outcome.OUTCOME_FINISHED);
        over(RunEvent.newBuilder()
                .setFinished(RunFinished.newBuilder()
                        .setRun(key.run())
                        .setAttempt(key.attempt())
                        .setStep(step)
                        .setAtMs(clock.millis())
                        .setSeconds(seconds)));
    }

    /** Says that the run broke. */
    public void failed(long step, String reason) {
        end(step, Outcome.OUTCOME_FAILED);
        over(RunEvent.newBuilder()
                .setFailed(RunFailed.newBuilder()
                        .setRun(key.run())
                        .setAttempt(key.attempt())
                        .setStep(step)
                        .setAtMs(clock.millis())
                        .setReason(reason)));
    }

    /** Says that the run was stopped early. */
    public void stopped(long step, String reason) {
        end(step, Outcome.OUTCOME_STOPPED);
        over(RunEvent.newBuilder()
                .setStopped(RunStopped.newBuilder()
                        .setRun(key.run())
                        .setAttempt(key.attempt())
                        .setStep(step)
                        .setAtMs(clock.millis())
                        .setReason(reason)));
    }

    /** Says that the loss or a gradient is no longer finite. */
    public void diverged(long step, double loss) {
        end(step, Outcome.OUTCOME_DIVERGED);
        over(RunEvent.newBuilder()
                .setDiverged(RunDiverged.newBuilder()
                        .setRun(key.run())
                        .setAttempt(key.attempt())
                        .setStep(step)
                        .setAtMs(clock.millis())
                        .setLoss(loss)));
    }

    /** Says how the network does on both parts; run, attempt and time are filled in. */
    public void evaluation(Evaluation.Builder evaluation) {
        if (past.isEvaluated(evaluation.getStep())) {
            return;
        }
        evaluation.setRun(key.run()).setAttempt(key.attempt()).setAtMs(clock.millis());
        publisher.event(
                topics.evaluations(),
                EvaluationEvent.newBuilder().setEvaluation(evaluation).build());
    }

    /** Reports how far the run is, unless the last such report still waits to be sent. */
    public void progress(Progress.Builder progress) {
        if (progressWaits.compareAndSet(false, true)) {
            tell(progress, () -> progressWaits.set(false));
        }
    }

    /** Reports how far the run came, in any case. */
    public void lastProgress(Progress.Builder progress) {
        tell(progress, () -> {});
    }

    private void tell(Progress.Builder progress, Runnable sent) {
        progress.setRun(key.run())
                .setAttempt(key.attempt())
                .setAtMs(clock.millis())
                .setQueue(publisher.waiting())
                .setDropped(publisher.dropped());
        publisher.event(
                topics.evaluations(),
                EvaluationEvent.newBuilder().setProgress(progress).build(),
                sent);
    }

    /** Says that a version came into force. */
    public void applied(long version, Applied applied) {
        if (!past.isAnswered(version)) {
            ack(MaskAck.newBuilder().setVersion(version).setApplied(applied));
        }
    }

    /** Says that a version was rejected: to the gate in step-stats, to all other readers in mask-acks. */
    public void rejected(long step, long version, RejectionKind kind, String reason) {
        rejected(step, version, reason);
        if (!past.isAnswered(version)) {
            ack(MaskAck.newBuilder()
                    .setVersion(version)
                    .setRejected(Rejected.newBuilder()
                            .setStep(step)
                            .setReason(reason)
                            .setKind(kind.spelling())));
        }
    }

    private void rejected(long step, long version, String reason) {
        if (past.rejectedBefore(step).contains(version)) {
            return;
        }
        publisher.event(
                topics.stepStats(),
                StepEvent.newBuilder()
                        .setRejected(MaskRejected.newBuilder()
                                .setRun(key.run())
                                .setAttempt(key.attempt())
                                .setStep(step)
                                .setVersion(version)
                                .setReason(reason))
                        .build());
    }

    /** Says that the network became smaller, and how much time that saves; run and attempt are filled in. */
    public void pruned(Pruned.Builder pruned) {
        pruned.setRun(key.run()).setAttempt(key.attempt());
        if (!past.isReported(pruned.getMaskVersion())) {
            publisher.event(
                    topics.stepStats(), StepEvent.newBuilder().setPruned(pruned).build());
        }
        if (!past.isToldOfPruning(pruned.getMaskVersion())) {
            run(RunEvent.newBuilder().setPruned(pruned));
        }
    }

    private void ack(MaskAck.Builder ack) {
        publisher.event(
                topics.maskAcks(),
                ack.setRun(key.run()).setAttempt(key.attempt()).build());
    }

    private void end(long step, Outcome outcome) {
        if (past.isEnded()) {
            return;
        }
        publisher.event(
                topics.stepStats(),
                StepEvent.newBuilder()
                        .setEnd(RunEnd.newBuilder()
                                .setRun(key.run())
                                .setAttempt(key.attempt())
                                .setStep(step)
                                .setOutcome(outcome))
                        .build());
    }

    /** The gate must know it first: a run that is over for all others is not gone on with. */
    private void over(RunEvent.Builder event) {
        publisher.last(topics.runs(), event.build());
    }

    private void run(RunEvent.Builder event) {
        publisher.event(topics.runs(), event.build());
    }
}
