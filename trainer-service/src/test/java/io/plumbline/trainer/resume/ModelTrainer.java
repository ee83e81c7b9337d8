package io.plumbline.trainer.resume;

import com.google.protobuf.MessageLite;
import io.plumbline.core.gating.StepReport;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Shards;
import io.plumbline.core.random.Draws;
import io.plumbline.protocol.ShardCodec;
import io.plumbline.protocol.StepColumns;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskRejected;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.protocol.v1.RunEnd;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFinished;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.mask.ChangeResult;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.mask.ReceivedDecision;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.resume.Deliveries.Delivery;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A trainer of the protocol in {@code docs/decisions/resume.md}: what it decides is the product's code, its weights are one
 * number that every step and mask mixes, and every action can be its last.
 */
class ModelTrainer {

    private static final int SAVED_EVERY = 3;
    private static final int EVALUATED_EVERY = 5;
    private static final int QUEUE = 3;
    /** Of so many versions one is rejected. */
    private static final int REJECTED = 5;

    private final ModelWorld world;
    private final boolean lockstep;
    private final Shards shards;
    private final ArrayDeque<Item> outbox = new ArrayDeque<>();
    private final List<Saved> unsaved = new ArrayList<>();
    private Saved from = Saved.beginning(Map.of(), 1);
    private PastReader reader = new PastReader(Claim.NONE, 0);
    private final Map<String, Integer> positions = new HashMap<>();
    private Claim claim = Claim.NONE;
    private Past past = Past.none(0);
    private Deliveries<Item> deliveries =
            new Deliveries<>(Mark.beginning(Map.of()), Claim.NONE, ModelWorld.STATISTICS);
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

    /** What is handed over: a step or an event. */
    private record Item(String topic, List<? extends MessageLite> records, long step, boolean whole) {}

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

    private Optional<Claim> believed = Optional.empty();

    /** One that has read the log when this attempt was the last. */
    ModelTrainer(ModelWorld world, Claim believed) {
        this(world);
        this.believed = Optional.of(believed);
    }

    ModelTrainer(ModelWorld world) {
        this.world = world;
        this.lockstep = world.plan.lockstep();
        this.shards = world.plan.shards();
    }

    long weights() {
        return weights;
    }

    /** Returns how many steps were dropped, of all attempts; none where it did not go on. */
    OptionalLong dropped() {
        return keeper == null
                ? OptionalLong.empty()
                : OptionalLong.of(deliveries.mark().dropped());
    }

    Claim claim() {
        return claim;
    }

    void stop() {
        stopWanted = true;
    }

    End run() {
        if (world.checkpoints.isEmpty()) {
            save(Saved.beginning(world.ends(), shards.nodes()));
        }
        choose();
        if (reader.isOver()) {
            return End.OVER;
        }
        boolean ended = reader.isEnded();
        if (!ended && !claims()) {
            return End.LOST;
        }
        goOn();
        return train(ended);
    }

    /** The newest checkpoint that the log has caught up with. */
    private void choose() {
        for (Saved saved : world.checkpoints.descendingMap().values()) {
            from = saved;
            reader = new PastReader(saved.mark().claim(), saved.mark().step());
            positions.clear();
            saved.mark().offsets().forEach((topic, offset) -> positions.put(topic, offset.intValue()));
            ModelWorld.TOPICS.forEach(topic -> read(topic, world.ends().get(topic)));
            claim = reader.claim();
            if (!lockstep || reader.step() >= saved.step()) {
                return;
            }
        }
        throw new AssertionError("no checkpoint that the log has caught up with");
    }

    private boolean claims() {
        claim = new Claim(believed.orElseGet(reader::claim).attempt() + 1, "claim-" + world.random.nextLong());
        Manifest manifest = Manifest.newBuilder()
                .setRun(ModelWorld.RUN)
                .setAttempt(claim.attempt())
                .setClaim(claim.id())
                .build();
        long mine = world.write(
                ModelWorld.STATISTICS,
                StepEvent.newBuilder().setManifest(manifest).build(),
                this::killed);
        ModelWorld.TOPICS.forEach(topic ->
                read(topic, topic.equals(ModelWorld.STATISTICS) ? mine + 1 : world.ends().get(topic)));
        return reader.claim().equals(claim);
    }

    private void read(String topic, long end) {
        List<MessageLite> log = world.logs.get(topic);
        for (int at = positions.getOrDefault(topic, 0); at < end; at++) {
            MessageLite record = log.get(at);
            if (record instanceof StepEvent event) {
                reader.accept(event);
            } else if (record instanceof MaskAck ack) {
                reader.accept(ack);
            } else if (record instanceof EvaluationEvent event) {
                reader.accept(event);
            } else if (record instanceof RunEvent event) {
                reader.accept(event);
            }
        }
        positions.merge(topic, (int) end, Math::max);
    }

    private void goOn() {
        past = reader.past(from.step());
        deliveries = new Deliveries<>(from.mark().behind(past), claim, ModelWorld.STATISTICS);
        keeper = new MaskKeeper(
                world.plan.layers(), world.plan.settings(), world.plan.decisionInterval(), from.kept());
        inbox = new DecisionInbox(new RunKey(ModelWorld.RUN, claim.attempt()), past, from.read());
        decisions = from.read().offset();
        weights = from.weights();
        for (MessageLite event : from.unsaid()) {
            if (event instanceof MaskAck ack && !past.isAnswered(ack.getVersion())) {
                event(ModelWorld.ACKS, ack.toBuilder().setAttempt(claim.attempt()).build());
            } else if (event instanceof EvaluationEvent said
                    && !past.isEvaluated(said.getEvaluation().getStep())) {
                event(ModelWorld.EVALUATIONS, said);
            }
        }
    }

    private End train(boolean ended) {
        evaluate(from.step());
        for (long step = from.step() + 1; step <= world.plan.plannedSteps(); step++) {
            if (stopWanted) {
                return stop(step - 1);
            }
            long before = step;
            awaitThat(() -> isReady(before));
            if (stopWanted && !isReady(before)) {
                return stop(step - 1);
            }
            long versionBefore = keeper.version();
            mask(step);
            weights = Draws.mix(weights * 31 + step * 7 + keeper.mask().hashCode());
            hand(step, keeper.version() != versionBefore);
            act();
            if (step % SAVED_EVERY == 0) {
                unsaved.add(saved(step, List.of()));
            }
            evaluate(step);
        }
        if (!ended) {
            event(ModelWorld.STATISTICS, end(world.plan.plannedSteps(), Outcome.OUTCOME_FINISHED));
        }
        awaitThat(() -> deliveries.isSettled(deliveries.mark()) || stopWanted);
        event(ModelWorld.RUNS, RunEvent.newBuilder().setFinished(RunFinished.newBuilder().setRun(ModelWorld.RUN)).build());
        awaitThat(() -> deliveries.isSettled(deliveries.mark()) || world.isBrokerAway());
        return End.FINISHED;
    }

    private End stop(long step) {
        if (!world.isBrokerAway()) {
            event(ModelWorld.STATISTICS, end(step, Outcome.OUTCOME_STOPPED));
            awaitThat(() -> deliveries.isSettled(deliveries.mark()));
        }
        List<MessageLite> unsaid = new ArrayList<>();
        deliveries.unsettled().stream().filter(item -> item.step() == 0).forEach(item -> unsaid.addAll(item.records()));
        save(saved(step, unsaid));
        return End.STOPPED;
    }

    private Saved saved(long step, List<MessageLite> unsaid) {
        return new Saved(claim, step, weights, keeper.kept(), inbox.read(), deliveries.mark(), unsaid);
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

    private void mask(long step) {
        for (Optional<ReceivedDecision> next = inbox.poll(step); next.isPresent(); next = inbox.poll(step)) {
            long version = next.get().record().getChange().getVersion();
            if (version % REJECTED == 0) {
                reject(step, version);
                continue;
            }
            ChangeResult result = keeper.accept(next.get().record(), step - 1);
            if (result.rejection().isPresent()) {
                throw new AssertionError("version " + version + " before step " + step + ": " + result);
            }
            if (result.kind() == ChangeResult.Kind.ACCEPTED) {
                if (!past.isAnswered(version)) {
                    event(ModelWorld.ACKS, ack(version).setApplied(Applied.newBuilder().setStep(step)).build());
                }
                return;
            }
        }
    }

    private void reject(long step, long version) {
        if (keeper.hasAnswered(version)) {
            return;
        }
        keeper = new MaskKeeper(
                world.plan.layers(), world.plan.settings(), world.plan.decisionInterval(), with(keeper.kept(), version));
        if (!past.rejectedBefore(step).contains(version)) {
            MaskRejected said = MaskRejected.newBuilder()
                    .setRun(ModelWorld.RUN)
                    .setAttempt(claim.attempt())
                    .setStep(step)
                    .setVersion(version)
                    .build();
            event(ModelWorld.STATISTICS, StepEvent.newBuilder().setRejected(said).build());
        }
        if (!past.isAnswered(version)) {
            event(ModelWorld.ACKS, ack(version).setRejected(Rejected.newBuilder().setStep(step)).build());
        }
    }

    private static MaskKeeper.Kept with(MaskKeeper.Kept kept, long version) {
        Set<Long> answered = new java.util.HashSet<>(kept.answered());
        answered.add(version);
        return new MaskKeeper.Kept(kept.mask(), kept.present(), kept.version(), answered);
    }

    private MaskAck.Builder ack(long version) {
        return MaskAck.newBuilder()
                .setRun(ModelWorld.RUN)
                .setAttempt(claim.attempt())
                .setVersion(version);
    }

    private StepEvent end(long step, Outcome outcome) {
        return StepEvent.newBuilder()
                .setEnd(RunEnd.newBuilder()
                        .setRun(ModelWorld.RUN)
                        .setAttempt(claim.attempt())
                        .setStep(step)
                        .setOutcome(outcome))
                .build();
    }

    private void evaluate(long step) {
        if (step % EVALUATED_EVERY == 0 && !past.isEvaluated(step)) {
            Evaluation.Builder said = Evaluation.newBuilder()
                    .setRun(ModelWorld.RUN)
                    .setAttempt(claim.attempt())
                    .setStep(step)
                    .setTrainingLoss(weights);
            event(ModelWorld.EVALUATIONS, EvaluationEvent.newBuilder().setEvaluation(said).build());
        }
        act();
    }

    private void hand(long step, boolean applied) {
        int first = past.firstShard(step, shards.count());
        if (first == shards.count()) {
            return;
        }
        List<StepEvent> records = new ArrayList<>();
        StepColumns columns = columns(keeper.mask());
        for (int shard = first; shard < shards.count(); shard++) {
            records.add(StepEvent.newBuilder()
                    .setShard(ShardCodec.write(ModelWorld.RUN, report(step, shard, applied), columns))
                    .build());
        }
        while (lockstep && outbox.size() > QUEUE) {
            act();
        }
        if (!lockstep && outbox.size() > QUEUE) {
            outbox.stream().filter(item -> item.step() > 0 && item.whole()).findFirst().ifPresent(this::drop);
        }
        offer(new Item(ModelWorld.STATISTICS, records, step, first == 0));
    }

    private final Map<Item, Delivery<Item>> handed = new java.util.IdentityHashMap<>();

    private void drop(Item item) {
        outbox.removeIf(one -> one == item);
        deliveries.dropped(handed.remove(item));
    }

    private void event(String topic, MessageLite record) {
        offer(new Item(topic, List.of(record), 0, true));
    }

    private void offer(Item item) {
        handed.put(item, deliveries.handOver(item, item.step(), item.records().size()));
        outbox.add(item);
    }

    private StepReport report(long step, int shard, boolean applied) {
        double loss = 0.5 + (weights >>> 12) * 0x1p-53;
        return new StepReport(
                claim.attempt(),
                step,
                shard,
                shards.count(),
                shards.first(shard),
                shards.size(shard),
                keeper.version(),
                new StepReport.Scalars(loss, -0.001, 2),
                Optional.empty(),
                applied ? Optional.of(new StepReport.Applied(loss, loss)) : Optional.empty());
    }

    private StepColumns columns(Mask mask) {
        StepColumns columns = new StepColumns(shards.nodes());
        float[] values = new float[shards.nodes()];
        for (int b = 0; b < values.length; b++) {
            values[b] = mask.isOpen(b) ? 0.001f + (Draws.mix(weights + b) >>> 40) * 0x1p-24f : 0;
        }
        columns.step(values, values, values);
        return columns;
    }

    /** Called where it would be killed; by default it is. */
    void killed() {
        throw new ModelWorld.Killed();
    }

    /** Everything that goes on beside the training, and the place where it can be killed. */
    private void act() {
        world.act(this::killed);
        if (!outbox.isEmpty() && world.random.nextBoolean()) {
            Item item = outbox.remove();
            Delivery<Item> delivery = handed.remove(item);
            for (MessageLite record : item.records()) {
                world.send(
                        item.topic(),
                        record,
                        () -> deliveries.acknowledged(delivery, item.topic(), world.logs.get(item.topic()).size() - 1L));
            }
        }
        for (Optional<io.plumbline.protocol.v1.MaskChange> next = world.decision(decisions);
                next.isPresent() && world.random.nextBoolean();
                next = world.decision(decisions)) {
            inbox.receive(new ReceivedDecision(next.get(), 0, decisions++));
        }
        unsaved.stream()
                .filter(waiting -> deliveries.isSettled(waiting.mark()))
                .findFirst()
                .ifPresent(ready -> {
                    unsaved.remove(ready);
                    save(ready);
                });
    }

    private void awaitThat(java.util.function.BooleanSupplier holds) {
        for (int tries = 0; !holds.getAsBoolean(); tries++) {
            if (tries > 10_000) {
                throw new AssertionError("waited for ever; past=" + past + " version=" + keeper.version());
            }
            if (stopWanted && world.isBrokerAway()) {
                return;
            }
            act();
        }
    }

    private void save(Saved saved) {
        world.checkpoints.put(new ModelWorld.Claimed(saved.claim().attempt(), saved.step()), saved);
        world.act(this::killed);
    }
}
