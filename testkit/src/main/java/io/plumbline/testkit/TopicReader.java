package io.plumbline.testkit;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what was committed to a topic, from its beginning, in every partition's order. Not thread safe.
 *
 * @param <V> type of the values
 */
public final class TopicReader<V extends MessageLite> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Topic<V> topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    private TopicReader(Topic<V> topic, KafkaConsumer<String, byte[]> consumer) {
        this.topic = topic;
        this.consumer = consumer;
    }

    /** Returns a reader at the beginning of {@code topic}. */
    public static <V extends MessageLite> TopicReader<V> of(String bootstrapServers, Topic<V> topic) {
        var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicReader<>(topic, consumer);
    }

    /**
     * Reads on until the values read so far, all of them, satisfy a condition, and returns them.
     *
     * @param what in words, for the message
     * @param enough the condition
     * @throws AssertionError if three minutes pass before
     */
    public List<V> until(String what, Predicate<List<V>> enough) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.test(values())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        topic.name() + " never held " + what + "; it held " + records.size() + " records");
            }
            consumer.poll(POLL).forEach(records::add);
        }
        return values();
    }

    /** Reads until {@code count} values were read, and returns all. */
    public List<V> atLeast(int count) {
        return until("at least " + count + " records", values -> values.size() >= count);
    }

    /** Returns all that is committed now, up to the end of every partition. */
    public List<V> all() {
        return untilEnd().stream().map(this::parse).toList();
    }

    /** Returns all records that are committed now, keys, headers and bytes. */
    public List<ConsumerRecord<String, byte[]>> untilEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        return List.copyOf(records);
    }

    private List<V> values() {
        return records.stream().map(this::parse).toList();
    }

    private V parse(ConsumerRecord<String, byte[]> received) {
        return parse(topic, received.value());
    }

    /**
     * Returns the value of a record.
     *
     * @throws AssertionError if the bytes are not a value of this topic
     */
    public static <V extends MessageLite> V parse(Topic<V> topic, byte[] bytes) {
        try {
            return topic.parse(bytes);
        } catch (BadRecordException e) {
            throw new AssertionError("a bad record: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
