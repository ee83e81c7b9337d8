package io.plumbline.trainer.resume;

import com.google.protobuf.MessageLite;
import io.plumbline.core.model.Mask;
import io.plumbline.core.random.Draws;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.trainer.mask.ChangeResult;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.mask.ReceivedDecision;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A trainer of the protocol in {@code docs/decisions/resume.md}: what it decides is the product's code, its weights are one
 * number that every step and mask mixes, and every action can be its last.
 */
class ModelTrainer {

    private static final int SAVED_EVERY = 3;
    private static final int EVALUATED_EVERY = 5;
    /** Of so many versions one is rejected. */
    private static final int REJECTED = 5;
    /** More than any waiting takes. */
    private static final int MOST_TRIES = 10_000;

    private final ModelWorld world;
    private final ModelEntry entry;
    private final boolean lockstep;
    private final List<Saved> unsaved = new ArrayList<>();
    private Saved from = Saved.beginning(Map.of(), 1);
    private Optional<ModelSpeech> speech = Optional.empty();
    private MaskKeeper keeper;
    private DecisionInbox inbox;
    private long decisions;
    private long weights;
    private boolean stopWanted;

    /** How a process ended. */
    enum End {
        FINISHED,
        STOPPED,
        /** The run was over. */
        OVER,
        /** Another had claimed it. */
        LOST
    }

    /** A step that was made. */
    record Made(long weights, Mask mask, long version, boolean applied) {}

    /** A checkpoint. */
    record Saved(
            Claim claim,
            long step,
            long weights,
            MaskKeeper.Kept kept,
            DecisionInbox.Read read,
            Mark mark,
            List<MessageLite> unsaid) {

        static Saved beginning(Map<String, Long> ends, int nodes) {
            return new Saved(
                    Claim.NONE,
                    0,
                    1,
                    MaskKeeper.Kept.allOpen(nodes),
                    DecisionInbox.Read.from(ends.getOrDefault(ModelWorld.DECISIONS, 0L)),
                    Mark.beginning(ends),
                    List.of());
        }
    }

    ModelTrainer(ModelWorld world) {
        this(world, Optional.empty());
    }

    /** One that takes an attempt for the last whatever it reads. */
    ModelTrainer(ModelWorld world, Optional<Claim> believed) {
        this.world = world;
        this.entry = new ModelEntry(world, believed);
        this.lockstep = world.plan.lockstep();
    }

    /** Returns how many steps were dropped, of all attempts; none where it did not go on. */
    OptionalLong dropped() {
        return speech.map(said -> OptionalLong.of(said.mark().dropped())).orElse(OptionalLong.empty());
    }

    Claim claim() {
        return entry.claim();
    }

    void stop() {
        stopWanted = true;
    }

    /** Called where it would be killed; by default it is. */
    void killed() {
        throw new ModelWorld.Killed();
    }

    End run() {
        if (world.checkpoints.isEmpty()) {
            save(Saved.beginning(world.ends(), world.plan.layers().nodes()));
        }
        from = entry.choose();
        if (entry.reader().isOver()) {
            return End.OVER;
        }
        boolean ended = entry.reader().isEnded();
        if (!ended && !entry.claims(this::killed)) {
            return End.LOST;
        }
        return train(goOn(), ended);
    }

    private ModelSpeech goOn() {
        Past past = entry.reader().past(from.step());
        Continuation behind = new Continuation(claim(), past, from.mark().behind(past));
        keeper = keeper(from.kept());
        inbox = new DecisionInbox(new RunKey(ModelWorld.RUN, claim().attempt()), past, from.read());
        decisions = from.read().offset();
        weights = from.weights();
        ModelSpeech said = new ModelSpeech(world, behind);
        speech = Optional.of(said);
        said.again(from.unsaid());
        return said;
    }

    private MaskKeeper keeper(MaskKeeper.Kept kept) {
        return new MaskKeeper(world.plan.layers(), world.plan.settings(), world.plan.decisionInterval(), kept);
    }

    private End train(ModelSpeech said, boolean ended) {
        evaluate(said, from.step());
        for (long step = from.step() + 1; step <= world.plan.plannedSteps(); step++) {
            long next = step;
            awaitThat(() -> stopWanted || isReady(next));
            if (stopWanted) {
                return stop(said, step - 1);
            }
            boolean applied = mask(said, step);
            weights = Draws.mix(weights * 31 + step * 7 + keeper.mask().hashCode());
            awaitThat(() -> !lockstep || !said.isFull());
            said.step(step, new Made(weights, keeper.mask(), keeper.version(), applied));
            act();
            if (step % SAVED_EVERY == 0) {
                unsaved.add(saved(said, step, List.of()));
            }
            evaluate(said, step);
        }
        if (!ended) {
            said.ended(world.plan.plannedSteps(), Outcome.OUTCOME_FINISHED);
        }
        awaitThat(said::isSettled);
        said.finished();
        awaitThat(said::isSettled);
        return End.FINISHED;
    }

    private End stop(ModelSpeech said, long step) {
        if (!world.isBrokerAway()) {
            said.ended(step, Outcome.OUTCOME_STOPPED);
            awaitThat(said::isSettled);
        }
        save(saved(said, step, said.unsaid()));
        return End.STOPPED;
    }

    private Saved saved(ModelSpeech said, long step, List<MessageLite> unsaid) {
        return new Saved(claim(), step, weights, keeper.kept(), inbox.read(), said.mark(), unsaid);
    }

    private boolean isReady(long step) {
        long due = step - 1;
        boolean waits = lockstep && due > 0 && world.plan.decidesAt(due) && !isDecided(due);
        return !waits && !inbox.lacks(step, keeper::hasAnswered);
    }

    private boolean isDecided(long step) {
        try {
            return inbox.lastDecided() >= step || inbox.await(step, Duration.ZERO);
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }

    /** Returns whether a change came into force. */
    private boolean mask(ModelSpeech said, long step) {
        for (Optional<ReceivedDecision> next = inbox.poll(step); next.isPresent(); next = inbox.poll(step)) {
            long version = next.get().record().getChange().getVersion();
            if (version % REJECTED == 0) {
                reject(said, version, step);
                continue;
            }
            ChangeResult result = keeper.accept(next.get().record(), step - 1);
            if (result.rejection().isPresent()) {
                throw new AssertionError("version " + version + " before step " + step + ": " + result);
            }
            if (result.kind() == ChangeResult.Kind.ACCEPTED) {
                said.applied(version, step);
                return true;
            }
        }
        return false;
    }

    private void reject(ModelSpeech said, long version, long step) {
        MaskKeeper.Kept kept = keeper.kept();
        if (keeper.hasAnswered(version)) {
            return;
        }
        Set<Long> answered = new HashSet<>(kept.answered());
        answered.add(version);
        keeper = keeper(new MaskKeeper.Kept(kept.mask(), kept.present(), kept.version(), answered));
        said.rejected(version, step);
    }

    private void evaluate(ModelSpeech said, long step) {
        if (step % EVALUATED_EVERY == 0) {
            said.evaluated(step, weights);
        }
        act();
    }

    /** Everything that goes on beside the training, and the place where it can be killed. */
    private void act() {
        world.act(this::killed);
        speech.ifPresent(ModelSpeech::send);
        for (Optional<MaskChange> next = world.decision(decisions);
                next.isPresent() && world.random.nextBoolean();
                next = world.decision(decisions)) {
            inbox.receive(new ReceivedDecision(next.get(), 0, decisions++));
        }
        unsaved.stream()
                .filter(waiting -> speech.orElseThrow().isSettled(waiting.mark()))
                .findFirst()
                .ifPresent(ready -> {
                    unsaved.remove(ready);
                    save(ready);
                });
    }

    /** Waits; somebody who is to stop waits for no broker that is away. */
    private void awaitThat(BooleanSupplier holds) {
        for (int tries = 0; !holds.getAsBoolean() && !(stopWanted && world.isBrokerAway()); tries++) {
            if (tries > MOST_TRIES) {
                throw new AssertionError("waited for ever, version " + keeper.version());
            }
            act();
        }
    }

    private void save(Saved saved) {
        world.checkpoints.put(new ModelWorld.Claimed(saved.claim().attempt(), saved.step()), saved);
        world.act(this::killed);
    }
}
