package io.plumbline.protocol.log;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A stretch of a log: from the position of a consumer to where its partitions ended when this was made. It is read by
 * calling {@link #readOn} until nothing is {@link #left}; the caller decides how long to wait and what to report
 * meanwhile. Every method throws what Kafka throws. Not thread safe, as its consumer is not.
 *
 * @param <K> type of the keys
 */
public final class LogStretch<K> {

    private final Consumer<K, byte[]> consumer;
    private final ToLongFunction<TopicPartition> position;
    private final Map<TopicPartition, Long> ends;

    private LogStretch(
            Consumer<K, byte[]> consumer, ToLongFunction<TopicPartition> position, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.position = position;
        this.ends = Map.copyOf(ends);
    }

    /**
     * Assigns partitions and goes to their beginning: everything that is in them now.
     *
     * @param partitions that exist
     */
    public static <K> LogStretch<K> whole(Consumer<K, byte[]> consumer, Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return ahead(consumer);
    }

    /**
     * Returns the stretch ahead of a consumer in its assigned partitions. The consumer may still be moved: its position
     * is read at every call.
     */
    public static <K> LogStretch<K> ahead(Consumer<K, byte[]> consumer) {
        return new LogStretch<>(consumer, consumer::position, consumer.endOffsets(consumer.assignment()));
    }

    /**
     * Does the same with another patience than the consumer's own.
     *
     * @param patience with every answer of Kafka
     */
    public static <K> LogStretch<K> ahead(Consumer<K, byte[]> consumer, Duration patience) {
        return new LogStretch<>(
                consumer,
                partition -> consumer.position(partition, patience),
                consumer.endOffsets(consumer.assignment(), patience));
    }

    /** Returns the offset at which a partition ended; the partition must be one of the stretch. */
    public long end(TopicPartition partition) {
        return ends.get(partition);
    }

    /**
     * Returns how many offsets are left, 0 at the end. They include the marks of transactions: a count of received
     * records would never reach the end.
     */
    public long left() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - position.applyAsLong(end.getKey())))
                .sum();
    }

    /**
     * Reads what has come, past the end, too.
     *
     * @param wait at most, for records to come
     * @param records takes them, those of a partition in order
     */
    public void readOn(Duration wait, java.util.function.Consumer<ConsumerRecord<K, byte[]>> records) {
        consumer.poll(wait).forEach(records);
    }
}
