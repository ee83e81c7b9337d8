package io.plumbline.trainer.publish;

import com.google.protobuf.MessageLite;
import io.plumbline.core.model.Shards;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.StepRecord;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.resume.Continuation;
import io.plumbline.trainer.resume.Deliveries;
import io.plumbline.trainer.resume.Deliveries.Mark;
import io.plumbline.trainer.resume.Past;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Publishes a run's statistics and events without delaying the training. {@link #offer} never waits: when the queue is
 * full, whole steps are dropped, oldest first, and counted. {@link #put} waits instead, for lockstep. Events are never
 * dropped. Events and decision steps are sent at once, other steps soon. All records go to their topics in the order in
 * which they were handed over. Only one thread may hand over.
 */
public final class Publisher implements AutoCloseable {

    /** How long {@link #close()} waits for what still has to be sent. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    /**
     * How long a step that no service waits for stays in the queue before it is sent with others. A longer time saves
     * more requests, but the decision step behind them waits until the gate has read them too.
     */
    private static final Duration LINGER = Duration.ofMillis(10);

    private final RunKey key;
    private final Topic<StepEvent> stepStats;
    private final Shards shards;
    private final SentTimes sent;
    private final Past past;
    private final long droppedBefore;
    private final Deliveries<Item> deliveries;
    private final Outbox outbox;
    private final Sender sender;
    private final ArrayDeque<StepBuffer> pool = new ArrayDeque<>();

    /**
     * Starts the publisher's thread.
     *
     * @param key run and attempt of all records
     * @param stepStats topic of the statistics
     * @param nodes N
     * @param queueBytes bytes of steps that may wait, at least 1; one step always may
     * @param behind what the log holds of the run: it is not published again
     * @param sent notes when decision steps were published
     * @param sender sends; the publisher closes it
     * @param broken is called by the publisher's thread if it breaks: then nothing is sent any more
     */
    public Publisher(
            RunKey key,
            Topic<StepEvent> stepStats,
            int nodes,
            long queueBytes,
            Continuation behind,
            SentTimes sent,
            Sender sender,
            Consumer<Throwable> broken) {
        this.key = key;
        this.stepStats = stepStats;
        this.shards = new Shards(nodes);
        this.sent = sent;
        this.past = behind.past();
        this.droppedBefore = behind.from().dropped();
        this.deliveries = new Deliveries<>(behind.from(), behind.claim(), stepStats.name());
        this.outbox = new Outbox(queueBytes, LINGER, item -> deliveries.dropped(item.delivery()));
        this.sender = sender;
        sender.start(outbox, deliveries, broken);
    }

    /** Hands over an event. */
    public <V extends MessageLite> void event(Topic<V> topic, V value) {
        event(topic, value, () -> {});
    }

    /** Hands over an event, and what to do once it is sent. */
    public <V extends MessageLite> void event(Topic<V> topic, V value, Runnable then) {
        offer(new Event<>(topic, key.run(), value, false, then));
    }

    /** Hands over the last event, which is sent once all before it is in the log, so that whoever reads it may rely on that. */
    public <V extends MessageLite> void last(Topic<V> topic, V value) {
        offer(new Event<>(topic, key.run(), value, true, () -> {}));
    }

    private void offer(Event<?> event) {
        event.deliver(deliveries.handOver(event, 0, 1));
        outbox.offer(event);
    }

    /**
     * Hands over a step at once, unless it is in the log; its columns are copied.
     *
     * @param probe of the same step, if it had one
     */
    public void offer(StepHeader header, StepRecord record, Optional<ProbeRecord> probe) {
        item(header, record, probe).ifPresent(outbox::offer);
    }

    /**
     * Hands over a step when there is room, unless it is in the log.
     *
     * @param goesOn called repeatedly while there is none: whether to keep waiting
     * @return whether there was room in time
     */
    public boolean put(
            StepHeader header,
            StepRecord record,
            Optional<ProbeRecord> probe,
            Duration patience,
            BooleanSupplier goesOn)
            throws InterruptedException {
        Optional<StepItem> item = item(header, record, probe);
        return item.isEmpty() || outbox.put(item.get(), patience, goesOn);
    }

    /** Returns how many steps wait. */
    public int waiting() {
        return outbox.steps();
    }

    /** Returns how many bytes of steps wait. */
    public long waitingBytes() {
        return outbox.bytes();
    }

    /** Returns how many steps were dropped so far, those of earlier attempts included. */
    public long dropped() {
        return droppedBefore + outbox.dropped();
    }

    /** Returns how much was handed over and settled by now. */
    public Mark mark() {
        return deliveries.mark();
    }

    /** Returns whether all that was handed over is in the log, or was dropped and counted. */
    public boolean isSettled() {
        return isSettled(mark());
    }

    /** Returns whether all that was handed over before a mark is in the log, or was dropped and counted. */
    public boolean isSettled(Mark mark) {
        return deliveries.isSettled(mark);
    }

    /** Returns the events of which it is not known that they are in the log, in order. */
    public List<Unsaid> unsaid() {
        return deliveries.unsettled().stream()
                .filter(item -> item instanceof Event<?>)
                .map(item -> ((Event<?>) item).unsaid())
                .toList();
    }

    /** Returns how many records could not be delivered: refused by the broker, or left over at the end. */
    public long undelivered() {
        return sender.undelivered();
    }

    /** Returns why nothing arrives at Kafka; empty if it does. */
    public Optional<String> trouble() {
        return sender.trouble();
    }

    /** Sends what still waits, for at most ten seconds, and ends. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /** Sends what still waits, for at most the given time, and ends. */
    public void close(Duration timeout) {
        outbox.close();
        sender.finish(timeout);
    }

    private Optional<StepItem> item(StepHeader header, StepRecord record, Optional<ProbeRecord> probe) {
        int first = past.firstShard(header.step(), shards.count());
        if (first == shards.count()) {
            return Optional.empty();
        }
        StepBuffer buffer = buffer();
        buffer.fill(header, record);
        probe.ifPresent(buffer::fill);
        StepItem item = new StepItem(stepStats, key, shards, first, buffer, sent, this::recycle);
        item.deliver(deliveries.handOver(item, header.step(), shards.count() - first));
        return Optional.of(item);
    }

    private StepBuffer buffer() {
        synchronized (pool) {
            return pool.isEmpty() ? new StepBuffer(shards.nodes()) : pool.pop();
        }
    }

    private void recycle(StepBuffer buffer) {
        synchronized (pool) {
            pool.push(buffer);
        }
    }
}
