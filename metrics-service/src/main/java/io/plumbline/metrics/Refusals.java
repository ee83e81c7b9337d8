package io.plumbline.metrics;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.DeadLetters;
import io.plumbline.protocol.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every record by its outcome, and sends the bad ones to dead-letters. Never stops the reading. */
final class Refusals implements Intake.Tally {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final String deadLetters;
    private final OwnMeters meters;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();
    private volatile Optional<Producer<byte[], byte[]>> producer = Optional.empty();

    Refusals(Topics topics, OwnMeters meters) {
        this.deadLetters = topics.deadLetters().name();
        this.meters = meters;
    }

    /** Sends by this producer from now on; there is none before Kafka was reached. */
    void sendBy(Producer<byte[], byte[]> next) {
        producer = Optional.of(next);
    }

    @Override
    public void read(String topic) {
        meters.read(topic);
    }

    @Override
    public void folded(String topic) {
        meters.folded(topic);
    }

    @Override
    public void unchanged(String topic) {
        meters.unchanged(topic);
    }

    @Override
    public void held(int records) {
        meters.held(records);
    }

    @Override
    public void refused(ConsumerRecord<byte[], byte[]> record, BadRecordException bad) {
        meters.bad(record, bad);
        if (logged.add(record.topic() + bad.cause())) {
            LOG.warn(
                    "topic={} partition={} offset={} cause={}: {}; further ones of this cause are counted only",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    bad.cause().spelling(),
                    bad.getMessage());
        }
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(deadLetters, null, record.key(), record.value(), record.headers());
        DeadLetters.describe(
                letter.headers(), MetricsService.NAME, record.topic(), record.partition(), record.offset(), bad);
        producer.ifPresent(open -> send(open, letter));
    }

    private void send(Producer<byte[], byte[]> open, ProducerRecord<byte[], byte[]> letter) {
        try {
            // The result comes by the callback.
            Future<?> unused = open.send(letter, (metadata, failure) -> {
                if (failure == null) {
                    meters.sent();
                } else {
                    failed(failure);
                }
            });
        } catch (KafkaException failure) {
            failed(failure);
        }
    }

    private void failed(Exception failure) {
        meters.failed();
        if (logged.add(deadLetters)) {
            LOG.warn("topic={}: dead letters cannot be sent; further ones are counted only", deadLetters, failure);
        }
    }
}
