package io.plumbline.standalone.report;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads runs back from the topics runs, evaluations, conditions, mask-changes and mask-acks: committed records only,
 * without a group. Not thread safe.
 */
public final class RunLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
    /** A broker that is there answers within milliseconds. */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Predicate<String> wanted;
    private final Map<String, Reader> readers = new HashMap<>();
    private final Map<String, RunCollector> runs = new HashMap<>();

    private RunLog(KafkaConsumer<String, byte[]> consumer, Topics topics, Predicate<String> wanted) {
        this.consumer = consumer;
        this.wanted = wanted;
        read(topics.runs(), (run, event, at) -> run.accept(event));
        read(topics.evaluations(), (run, event, at) -> run.accept(event));
        read(topics.conditions(), (run, event, at) -> run.accept(event));
        read(topics.maskChanges(), RunCollector::accept);
        read(topics.maskAcks(), (run, event, at) -> run.accept(event));
    }

    /**
     * Opens the log at its beginning.
     *
     * @param kafka where it lies
     * @param topics of the installation; they must exist
     * @param wanted which runs to collect, by id
     * @throws KafkaException where nobody answers, or a topic is missing
     */
    public static RunLog open(KafkaSettings kafka, Topics topics, Predicate<String> wanted) {
        RunLog log = assigned(kafka, topics, wanted);
        log.consumer.seekToBeginning(log.consumer.assignment());
        return log;
    }

    /**
     * Opens the log at its end, for runs that are to come: what was there before is never read.
     *
     * @param kafka where it lies
     * @param topics of the installation; they must exist
     * @param wanted which runs to collect, by id
     * @throws KafkaException where nobody answers, or a topic is missing
     */
    public static RunLog openAtEnd(KafkaSettings kafka, Topics topics, Predicate<String> wanted) {
        RunLog log = assigned(kafka, topics, wanted);
        try {
            log.consumer.seekToEnd(log.consumer.assignment());
            // Seeking is lazy: the place is found when it is asked for.
            log.consumer.assignment().forEach(partition -> log.consumer.position(partition, ANSWER));
            return log;
        } catch (KafkaException e) {
            log.close();
            throw e;
        }
    }

    private static RunLog assigned(KafkaSettings kafka, Topics topics, Predicate<String> wanted) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer("run-log"));
        try {
            RunLog log = new RunLog(consumer, topics, wanted);
            consumer.assign(log.partitions());
            return log;
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    private <V extends MessageLite> void read(Topic<V> topic, Collecting<V> collecting) {
        readers.put(
                topic.name(), (run, record) -> collecting.accept(run, topic.parse(record.value()), record.timestamp()));
    }

    private List<TopicPartition> partitions() {
        return readers.keySet().stream()
                .flatMap(topic -> partitions(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private List<PartitionInfo> partitions(String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, ANSWER);
        if (partitions == null || partitions.isEmpty()) {
            throw new KafkaException("topic " + topic + " is missing: no run was ever trained here");
        }
        return partitions;
    }

    /** Reads what has come, and waits at most {@code patience} for something to come. */
    public void poll(Duration patience) {
        consumer.poll(patience).forEach(this::accept);
    }

    /**
     * Reads everything that lies in the log now.
     *
     * @return whether that succeeded within {@code patience}
     */
    public boolean catchUp(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            poll(Duration.ofMillis(100));
        }
        return true;
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !wanted.test(record.key())) {
            return;
        }
        RunCollector run = runs.computeIfAbsent(record.key(), id -> new RunCollector());
        try {
            readers.get(record.topic()).read(run, record);
        } catch (BadRecordException e) {
            LOG.warn("record left out topic={} offset={}: {}", record.topic(), record.offset(), e.getMessage());
        }
    }

    /** Returns what was read of a run; empty before its manifest was read. */
    public Optional<RunHistory> history(String run) {
        return Optional.ofNullable(runs.get(run)).flatMap(RunCollector::history);
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Parses a record and hands it on. */
    @FunctionalInterface
    private interface Reader {
        void read(RunCollector run, ConsumerRecord<String, byte[]> record) throws BadRecordException;
    }

    /** Takes an event in. */
    @FunctionalInterface
    private interface Collecting<V> {
        void accept(RunCollector run, V event, long atMs);
    }
}
