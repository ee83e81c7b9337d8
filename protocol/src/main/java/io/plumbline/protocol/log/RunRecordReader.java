package io.plumbline.protocol.log;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns records of the topics runs, evaluations, conditions, mask-changes and mask-acks into events. The statistics of
 * steps are only for the gate. Stateless; any thread may use it.
 *
 * @param <K> type of the keys
 */
public final class RunRecordReader<K> {

    private final Function<K, String> run;
    private final Map<String, Reading> readings = new LinkedHashMap<>();

    private RunRecordReader(Topics topics, Function<K, String> run) {
        this.run = run;
        read(topics.runs(), RunRecords::accept);
        read(topics.evaluations(), RunRecords::accept);
        read(topics.conditions(), RunRecords::accept);
        read(topics.maskChanges(), RunRecords::accept);
        read(topics.maskAcks(), RunRecords::accept);
    }

    /** Reads records of these topics with keys that the consumer has decoded to text. */
    public static RunRecordReader<String> ofText(Topics topics) {
        return new RunRecordReader<>(topics, key -> key);
    }

    /** Reads records of these topics with keys as bytes, as dead letters need them. */
    public static RunRecordReader<byte[]> ofBytes(Topics topics) {
        return new RunRecordReader<>(topics, key -> new String(key, StandardCharsets.UTF_8));
    }

    /** Returns the names of all topics that are read; runs first, since nothing is known of a run before its manifest. */
    public List<String> topics() {
        return List.copyOf(readings.keySet());
    }

    /**
     * Reads a record and passes its event on.
     *
     * @throws BadRecordException if its bytes are no event of its topic, or the listener refuses it
     * @throws IllegalArgumentException if it is of none of the {@link #topics()}
     */
    public void read(ConsumerRecord<K, byte[]> record, RunRecords to) throws BadRecordException {
        Reading reading = readings.get(record.topic());
        if (reading == null) {
            throw new IllegalArgumentException("topic must be one of " + topics() + ", was " + record.topic());
        }
        String named = record.key() == null ? "" : run.apply(record.key());
        reading.read(record.value(), named, record.timestamp(), to);
    }

    private <V extends MessageLite> void read(Topic<V> topic, Handing<V> handing) {
        readings.put(topic.name(), (value, named, atMs, to) -> handing.to(to, topic.parse(value), named, atMs));
    }

    /** Reads a value of one topic. */
    @FunctionalInterface
    private interface Reading {
        void read(byte[] value, String run, long atMs, RunRecords to) throws BadRecordException;
    }

    /** Passes an event of one kind on. */
    @FunctionalInterface
    private interface Handing<V> {
        void to(RunRecords records, V event, String run, long atMs) throws BadRecordException;
    }
}
