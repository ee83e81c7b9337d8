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
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskRejected;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.protocol.v1.RunEnd;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFinished;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.resume.Deliveries.Delivery;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a trainer of the model says, its queue, and what is known to have arrived. */
final class ModelSpeech {

    private static final int QUEUE = 3;

    private final ModelWorld world;
    private final Claim claim;
    private final Past past;
    private final Shards shards;
    private final Deliveries<Item> deliveries;
    private final ArrayDeque<Item> outbox = new ArrayDeque<>();

    ModelSpeech(ModelWorld world, Continuation behind) {
        this.world = world;
        this.claim = behind.claim();
        this.past = behind.past();
        this.shards = world.plan.shards();
        this.deliveries = new Deliveries<>(behind.from(), claim, ModelWorld.STATISTICS);
    }

    /** What is handed over: a step or an event. */
    private static final class Item {

        private final String topic;
        private final List<? extends MessageLite> records;
        private final long step;
        private final boolean whole;
        private final Delivery<Item> delivery;

        private Item(
                Deliveries<Item> deliveries,
                String topic,
                List<? extends MessageLite> records,
                long step,
                boolean whole) {
            this.topic = topic;
            this.records = records;
            this.step = step;
            this.whole = whole;
            this.delivery = deliveries.handOver(this, step, records.size());
        }
    }

    Mark mark() {
        return deliveries.mark();
    }

    boolean isSettled(Mark mark) {
        return deliveries.isSettled(mark);
    }

    /** Returns whether everything is settled that was said. */
    boolean isSettled() {
        return deliveries.isSettled(deliveries.mark());
    }

    List<MessageLite> unsaid() {
        List<MessageLite> unsaid = new ArrayList<>();
        deliveries.unsettled().stream().filter(item -> item.step == 0).forEach(item -> unsaid.addAll(item.records));
        return unsaid;
    }

    /** Says again what was not known to be said. */
    void again(List<MessageLite> unsaid) {
        for (MessageLite event : unsaid) {
            if (event instanceof MaskAck ack && !past.isAnswered(ack.getVersion())) {
                event(
                        ModelWorld.ACKS,
                        ack.toBuilder().setAttempt(claim.attempt()).build());
            } else if (event instanceof EvaluationEvent said
                    && !past.isEvaluated(said.getEvaluation().getStep())) {
                event(ModelWorld.EVALUATIONS, said);
            }
        }
    }

    void applied(long version, long step) {
        if (!past.isAnswered(version)) {
            event(
                    ModelWorld.ACKS,
                    ack(version).setApplied(Applied.newBuilder().setStep(step)).build());
        }
    }

    void rejected(long version, long step) {
        if (!past.rejectedBefore(step).contains(version)) {
            MaskRejected said = MaskRejected.newBuilder()
                    .setRun(ModelWorld.RUN)
                    .setAttempt(claim.attempt())
                    .setStep(step)
                    .setVersion(version)
                    .build();
            event(
                    ModelWorld.STATISTICS,
                    StepEvent.newBuilder().setRejected(said).build());
        }
        if (!past.isAnswered(version)) {
            event(
                    ModelWorld.ACKS,
                    ack(version)
                            .setRejected(Rejected.newBuilder().setStep(step))
                            .build());
        }
    }

    void evaluated(long step, long weights) {
        if (!past.isEvaluated(step)) {
            Evaluation.Builder said = Evaluation.newBuilder()
                    .setRun(ModelWorld.RUN)
                    .setAttempt(claim.attempt())
                    .setStep(step)
                    .setTrainingLoss((double) weights);
            event(
                    ModelWorld.EVALUATIONS,
                    EvaluationEvent.newBuilder().setEvaluation(said).build());
        }
    }

    void finished() {
        event(
                ModelWorld.RUNS,
                RunEvent.newBuilder()
                        .setFinished(RunFinished.newBuilder().setRun(ModelWorld.RUN))
                        .build());
    }

    void ended(long step, Outcome outcome) {
        event(ModelWorld.STATISTICS, end(step, outcome));
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

    boolean isFull() {
        return outbox.size() > QUEUE;
    }

    /** A step was made; where its queue is full and it may not wait, the oldest step is dropped. */
    void step(long step, ModelTrainer.Made made) {
        int first = past.firstShard(step, shards.count());
        if (first == shards.count()) {
            return;
        }
        List<StepEvent> records = new ArrayList<>();
        StepColumns columns = columns(made);
        for (int shard = first; shard < shards.count(); shard++) {
            records.add(StepEvent.newBuilder()
                    .setShard(ShardCodec.write(ModelWorld.RUN, report(step, shard, made), columns))
                    .build());
        }
        if (isFull()) {
            outbox.stream()
                    .filter(item -> item.step > 0 && item.whole)
                    .findFirst()
                    .ifPresent(this::drop);
        }
        outbox.add(new Item(deliveries, ModelWorld.STATISTICS, records, step, first == 0));
    }

    private void drop(Item item) {
        outbox.remove(item);
        deliveries.dropped(item.delivery);
    }

    private void event(String topic, MessageLite record) {
        outbox.add(new Item(deliveries, topic, List.of(record), 0, true));
    }

    /** Sends the oldest of what waits, or nothing. */
    void send() {
        if (outbox.isEmpty() || world.random.nextBoolean()) {
            return;
        }
        Item item = outbox.remove();
        for (MessageLite record : item.records) {
            world.send(
                    item.topic,
                    record,
                    () -> deliveries.acknowledged(
                            item.delivery,
                            item.topic,
                            world.logs.get(item.topic).size() - 1L));
        }
    }

    private StepReport report(long step, int shard, ModelTrainer.Made made) {
        double loss = 0.5 + (made.weights() >>> 12) * 0x1p-53;
        return new StepReport(
                claim.attempt(),
                step,
                shard,
                shards.count(),
                shards.first(shard),
                shards.size(shard),
                made.version(),
                new StepReport.Scalars(loss, -0.001, 2),
                Optional.empty(),
                made.applied() ? Optional.of(new StepReport.Applied(loss, loss)) : Optional.empty());
    }

    private StepColumns columns(ModelTrainer.Made made) {
        StepColumns columns = new StepColumns(shards.nodes());
        float[] values = new float[shards.nodes()];
        Mask mask = made.mask();
        for (int b = 0; b < values.length; b++) {
            values[b] = mask.isOpen(b) ? 0.001f + (Draws.mix(made.weights() + b) >>> 40) * 0x1p-24f : 0;
        }
        columns.step(values, values, values);
        return columns;
    }
}
