package io.plumbline.chaos;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.testkit.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what is committed to all topics while it is written, and shows it to the runs' guarantees. Copies that {@link Copies}
 * wrote are left out: they are there to mislead others.
 */
final class Watch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, BiConsumer<RunWatch, ConsumerRecord<String, byte[]>>> topics = new TreeMap<>();
    private final Map<String, RunWatch> runs = new ConcurrentSkipListMap<>();
    private final Consumer<ConsumerRecord<String, byte[]>> listener;
    private final Thread thread = new Thread(this::read, "watch");
    private volatile boolean stopped;
    private volatile RuntimeException failure;
    private volatile boolean endWanted;
    private volatile boolean ended;
    private final AtomicLong records = new AtomicLong();

    /**
     * Begins at the beginning of every topic.
     *
     * @param listener sees every record, too
     */
    Watch(String bootstrapServers, Topics names, Consumer<ConsumerRecord<String, byte[]>> listener) {
        this.listener = listener;
        watch(names.stepStats(), RunWatch::stepEvent);
        watch(names.maskChanges(), RunWatch::decision);
        watch(names.maskAcks(), RunWatch::ack);
        watch(names.evaluations(), RunWatch::evaluation);
        watch(names.runs(), RunWatch::runEvent);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
    }

    private <V extends MessageLite> void watch(Topic<V> topic, Seen<V> seen) {
        topics.put(
                topic.name(),
                (run, found) -> seen.by(
                        run, TopicReader.parse(topic, found.value()), found.timestamp(), System.currentTimeMillis()));
    }

    @FunctionalInterface
    private interface Seen<V> {
        void by(RunWatch run, V value, long writtenAt, long seenAt);
    }

    private void read() {
        try {
            while (!stopped) {
                for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
                    if (!Copies.isCopy(found)) {
                        topics.get(found.topic()).accept(run(found.key()), found);
                        listener.accept(found);
                        records.incrementAndGet();
                    }
                }
                ended = endWanted && isAtEnd();
            }
        } catch (RuntimeException failed) {
            failure = failed;
        } finally {
            consumer.close();
        }
    }

    private boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Returns what is seen of a run. */
    RunWatch run(String id) {
        requireWorking();
        return runs.computeIfAbsent(id, none -> new RunWatch());
    }

    /** Returns all that were seen, by their ids. */
    Map<String, RunWatch> runs() {
        requireWorking();
        return runs;
    }

    /** Returns how many records were seen. */
    long records() {
        return records.get();
    }

    /** Returns whether everything was seen that is committed by now. */
    boolean isDone() {
        requireWorking();
        endWanted = true;
        return ended;
    }

    private void requireWorking() {
        if (failure != null) {
            throw new IllegalStateException("the log cannot be watched", failure);
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
