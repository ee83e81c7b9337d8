package io.plumbline.metrics;

import io.plumbline.metrics.LifeCycle.State;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.AveragedScores;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.RunEvent;
import java.util.Optional;

/**
 * Folds every event into the view of its run. Pure: the view depends on the log only. Duplicate records change nothing,
 * and the order between topics does not matter, since every topic has its own part of the view.
 */
final class RunFold {

    private RunFold() {}

    /** Reads a record of runs. */
    static Fact of(RunEvent event, long seenMs) throws BadRecordException {
        return switch (event.getEventCase()) {
            case MANIFEST -> manifest(event.getManifest(), seenMs);
            case STARTED -> {
                var started = event.getStarted();
                yield life(started.getRun(), started.getAttempt(), 0, State.RUNNING, seenMs);
            }
            case RESUMED -> {
                var resumed = event.getResumed();
                yield life(resumed.getRun(), resumed.getAttempt(), resumed.getStep(), State.RUNNING, seenMs);
            }
            case FINISHED -> {
                var end = event.getFinished();
                yield life(end.getRun(), end.getAttempt(), end.getStep(), State.FINISHED, seenMs);
            }
            case FAILED -> {
                var end = event.getFailed();
                yield life(end.getRun(), end.getAttempt(), end.getStep(), State.FAILED, seenMs);
            }
            case DIVERGED -> {
                var end = event.getDiverged();
                yield life(end.getRun(), end.getAttempt(), end.getStep(), State.DIVERGED, seenMs);
            }
            case STOPPED -> {
                var end = event.getStopped();
                yield life(end.getRun(), end.getAttempt(), end.getStep(), State.STOPPED, seenMs);
            }
            case PRUNED -> {
                var pruned = event.getPruned();
                yield Fact.of(pruned.getRun(), pruned.getAttempt(), seenMs, view -> {
                    Checks.step(pruned.getStep(), view);
                    return view.with(view.prunings().plus(pruned, view.facts().layers()));
                });
            }
            case EVENT_NOT_SET -> throw unknownKind("runs");
        };
    }

    /** Reads a record of evaluations. */
    static Fact of(EvaluationEvent event, long seenMs) throws BadRecordException {
        return switch (event.getEventCase()) {
            case EVALUATION -> evaluation(event.getEvaluation(), seenMs);
            case PROGRESS -> progress(event.getProgress(), seenMs);
            case EVENT_NOT_SET -> throw unknownKind("evaluations");
        };
    }

    /** Reads a record of conditions. What could not be estimated is NaN there, and no error. */
    static Fact of(Condition event, long seenMs) {
        return Fact.of(event.getRun(), event.getAttempt(), seenMs, view -> {
            Checks.step(event.getStep(), view);
            return view.with(view.conditioning().plus(event));
        });
    }

    /** Reads a record of mask-changes. */
    static Fact of(MaskChange event, long seenMs) throws BadRecordException {
        Checks.hold(event.hasChange() || event.hasNone(), Cause.INVALID, "a decision must be a change or none");
        return Fact.of(event.getRun(), event.getAttempt(), seenMs, view -> {
            Checks.step(event.getStep(), view);
            return view.with(view.decisions().plus(event, view.facts().layers(), seenMs));
        });
    }

    /** Reads a record of mask-acks. */
    static Fact of(MaskAck event, long seenMs) throws BadRecordException {
        Checks.hold(event.hasApplied() || event.hasRejected(), Cause.INVALID, "an answer must be applied or rejected");
        Checks.time(event.getApplied().getLatencyMs(), "latency");
        Checks.time(event.getApplied().getSeenMs(), "seen");
        return Fact.of(
                event.getRun(),
                event.getAttempt(),
                seenMs,
                view -> view.with(view.acks().plus(event, seenMs)));
    }

    private static Fact manifest(Manifest manifest, long seenMs) throws BadRecordException {
        Manifests.check(manifest);
        RunFacts facts = RunFacts.of(manifest, seenMs);
        return new Fact(facts.run(), facts.attempt(), seenMs, Optional.of(facts), view -> announced(view, facts));
    }

    private static RunView announced(RunView view, RunFacts facts) throws BadRecordException {
        Checks.hold(
                facts.layers().equals(view.facts().layers()),
                Cause.WRONG_SHAPE,
                "an attempt must have the layers of the one before");
        if (facts.attempt() <= view.facts().attempt()) {
            return view;
        }
        LifeCycle next = view.life().then(State.ANNOUNCED, new RunPosition(facts.attempt(), 0), facts.announcedMs());
        return view.with(view.facts().resumedAs(facts), next);
    }

    private static Fact life(String run, int attempt, long step, State state, long seenMs) {
        return Fact.of(run, attempt, seenMs, view -> {
            Checks.step(step, view);
            return view.with(view.life().then(state, new RunPosition(attempt, step), seenMs));
        });
    }

    private static Fact evaluation(Evaluation event, long seenMs) throws BadRecordException {
        Checks.finite(event.getTrainingLoss(), "training loss");
        Checks.share(event.getTrainingError(), "training error");
        if (!Double.isNaN(event.getTestLoss())) {
            Checks.finite(event.getTestLoss(), "test loss");
            Checks.share(event.getTestError(), "test error");
        }
        if (event.hasAveraged()) {
            averaged(event.getAveraged());
        }
        Checks.hold(
                event.getMaskVersion() >= 0,
                Cause.INVALID,
                "mask version " + Long.toUnsignedString(event.getMaskVersion()) + " is beyond all that a gate counts");
        return Fact.of(event.getRun(), event.getAttempt(), seenMs, view -> {
            Checks.step(event.getStep(), view);
            return view.with(view.training().plus(event));
        });
    }

    private static void averaged(AveragedScores scores) throws BadRecordException {
        Checks.finite(scores.getTrainingLoss(), "averaged training loss");
        Checks.share(scores.getTrainingError(), "averaged training error");
        if (!Double.isNaN(scores.getTestLoss())) {
            Checks.finite(scores.getTestLoss(), "averaged test loss");
            Checks.share(scores.getTestError(), "averaged test error");
        }
    }

    /** The loss of a run that diverges may be NaN, which is no error here: the end of the run says so. */
    private static Fact progress(Progress event, long seenMs) {
        return Fact.of(event.getRun(), event.getAttempt(), seenMs, view -> {
            Checks.step(event.getStep(), view);
            return view.with(view.training().plus(event));
        });
    }

    private static BadRecordException unknownKind(String topic) {
        return new BadRecordException(Cause.INVALID, "an event of " + topic + " of no kind that is known here");
    }
}
