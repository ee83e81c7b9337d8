package io.plumbline.trainer.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer whose send blocks, as Kafka's does, until it is opened; it may refuse some records for a while. */
public final class GatedProducer {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean blocked;
    private volatile Optional<Error> breakdown = Optional.empty();

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<String, byte[]> record, Callback callback) {
                    pass();
                    breakdown.ifPresent(error -> {
                        throw error;
                    });
                    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        TimeoutException timeout = new TimeoutException("no metadata");
                        callback.onCompletion(null, timeout);
                        return CompletableFuture.failedFuture(timeout);
                    }
                    return super.send(record, callback);
                }
            };

    /** Returns the producer. */
    public Producer<String, byte[]> producer() {
        return producer;
    }

    /** Lets all sends pass from now on. */
    public void open() {
        gate.countDown();
    }

    /** Refuses the next so many sends at once. */
    public void refuse(int times) {
        refusals.set(times);
    }

    /** Breaks at the next send. */
    public void breakDown(Error error) {
        breakdown = Optional.of(error);
    }

    /** Returns whether a send is blocked. */
    public boolean isBlocked() {
        return blocked;
    }

    /** Returns what was sent. */
    public List<ProducerRecord<String, byte[]>> records() {
        return new ArrayList<>(producer.history());
    }

    private void pass() {
        blocked = gate.getCount() > 0;
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        blocked = false;
    }
}
