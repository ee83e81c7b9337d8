package io.plumbline.trainer;

import io.plumbline.core.gating.StepReport;
import io.plumbline.engine.Engine;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.Change;
import io.plumbline.trainer.RunListener.MaskSeen;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.mask.ChangeResult;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.mask.ReceivedDecision;
import io.plumbline.trainer.publish.Reporter;
import io.plumbline.trainer.publish.SentTimes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Brings accepted changes into force between two steps and answers every change. */
final class Masking {

    private final DecisionInbox inbox;
    private final MaskKeeper keeper;
    private final Engine engine;
    private final Prunings prunings;
    private final SentTimes sent;
    private final Reporter reporter;
    private final RunObservers observers;
    /** The step for which a change was last taken, and what came into force for it. */
    private long taken;

    private Optional<StepReport.Applied> inForce;

    Masking(
            DecisionInbox inbox,
            MaskKeeper keeper,
            Engine engine,
            Prunings prunings,
            SentTimes sent,
            Reporter reporter,
            RunObservers observers,
            Next next) {
        this.inbox = inbox;
        this.keeper = keeper;
        this.engine = engine;
        this.prunings = prunings;
        this.sent = sent;
        this.reporter = reporter;
        this.observers = observers;
        this.taken = next.step();
        this.inForce = next.applied();
    }

    /**
     * What came into force for a step that is not made yet.
     *
     * @param step the step
     * @param applied losses around the change; empty: there was none
     */
    record Next(long step, Optional<StepReport.Applied> applied) {

        static final Next NONE = new Next(0, Optional.empty());

        /** Returns that of a checkpoint. */
        static Next of(Head head) {
            List<Double> losses = head.masks().losses();
            return losses.isEmpty()
                    ? NONE
                    : new Next(head.step() + 1, Optional.of(new StepReport.Applied(losses.get(0), losses.get(1))));
        }
    }

    /** Returns what came into force for the step after {@code step}, so far. */
    Next after(long step) {
        return taken == step + 1 ? new Next(taken, inForce) : Next.NONE;
    }

    /** Returns what is known of masks. */
    MaskKeeper.Kept kept() {
        return keeper.kept();
    }

    /**
     * Waits for the changes that came into force before a step when it was made for the first time.
     *
     * @return whether they came within the time
     */
    boolean awaitPast(long step, Duration patience) throws InterruptedException {
        return inbox.awaitDue(step, keeper::hasAnswered, patience);
    }

    /**
     * Takes changes until one comes into force or none waits. May be called again for the same step, so that a change
     * need not wait for the other work between two steps; a step has at most one change.
     *
     * @param step the next one, from 1
     * @return what came into force for it
     */
    Optional<StepReport.Applied> before(long step) {
        if (step != taken || inForce.isEmpty()) {
            inForce = take(step);
            taken = step;
        }
        return inForce;
    }

    private Optional<StepReport.Applied> take(long step) {
        for (Optional<ReceivedDecision> next = inbox.poll(step); next.isPresent(); next = inbox.poll(step)) {
            ChangeResult result = keeper.accept(next.get().record(), step - 1);
            if (result.kind() == ChangeResult.Kind.ACCEPTED) {
                return Optional.of(apply(next.get(), step));
            }
            if (result.rejection().isPresent()) {
                reject(next.get(), step, result.rejection().get());
            }
        }
        return Optional.empty();
    }

    long version() {
        return keeper.version();
    }

    int openNodes() {
        return keeper.mask().openCount();
    }

    private StepReport.Applied apply(ReceivedDecision decision, long step) {
        Change change = decision.record().getChange();
        double before = engine.probeLoss();
        Applied.Builder answer = Applied.newBuilder();
        if (change.getPruning()) {
            answer.setRemoval(prunings.prune(step, change.getVersion(), keeper.present()));
        }
        engine.mask(keeper.mask());
        long now = System.nanoTime();
        double after = engine.probeLoss();
        OptionalLong published = sent.of(decision.record().getStep());
        Applied applied = answer.setStep(step)
                .setLatencyMs(millis(published, now))
                .setSeenMs(millis(published, decision.seenNanos()))
                .setLossBefore(before)
                .setLossAfter(after)
                .setClosed(change.getClosedCount())
                .setOpened(change.getOpenedCount())
                .build();
        reporter.applied(change.getVersion(), applied);
        observers.applied(applied, seen(change, step, applied.getLatencyMs(), ""));
        return new StepReport.Applied(before, after);
    }

    private void reject(ReceivedDecision decision, long step, ChangeResult.Rejection rejection) {
        Change change = decision.record().getChange();
        reporter.rejected(step, change.getVersion(), rejection.kind(), rejection.reason());
        observers.rejected(seen(change, step, Double.NaN, rejection.reason()));
    }

    private MaskSeen seen(Change change, long step, double latencyMs, String rejection) {
        return new MaskSeen(
                change.getVersion(),
                step,
                change.getClosedCount(),
                change.getOpenedCount(),
                openNodes(),
                latencyMs,
                rejection);
    }

    /** NaN where it is not known when the statistics were published. */
    private static double millis(OptionalLong from, long to) {
        return from.isPresent() ? (to - from.getAsLong()) / 1e6 : Double.NaN;
    }
}
