package io.plumbline.metrics;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/** An intake of one partition count without a broker, which keeps what it was told. */
final class Desk implements Intake.Tally {

    static final int PARTITIONS = 4;
    static final long NOW = 1_800_000_000_000L;

    final Topics topics = Topics.standard();
    final Intake intake = new Intake(topics, this);
    final List<BadRecordException> bad = new ArrayList<>();
    int read;
    int folded;
    int unchanged;
    int held;

    /** Hands in an event as its trainer or gate would write it. */
    <V extends MessageLite> Desk hand(Topic<V> topic, String run, V event) {
        return hand(topic, run, event, NOW);
    }

    <V extends MessageLite> Desk hand(Topic<V> topic, String run, V event, long atMs) {
        take(record(topic, run, event, atMs));
        return this;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        intake.take(record, PARTITIONS, NOW);
    }

    static <V extends MessageLite> ConsumerRecord<byte[], byte[]> record(
            Topic<V> topic, String run, V event, long atMs) {
        byte[] key = run.getBytes(StandardCharsets.UTF_8);
        int partition = Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
        return record(topic, partition, key, event.toByteArray(), atMs);
    }

    static ConsumerRecord<byte[], byte[]> record(Topic<?> topic, int partition, byte[] key, byte[] value, long atMs) {
        return new ConsumerRecord<>(
                topic.name(),
                partition,
                0,
                atMs,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    RunView view(String run) {
        return intake.view(run).orElseThrow();
    }

    List<BadRecordException.Cause> causes() {
        return bad.stream().map(BadRecordException::cause).toList();
    }

    @Override
    public void read(String topic) {
        read++;
    }

    @Override
    public void folded(String topic) {
        folded++;
    }

    @Override
    public void unchanged(String topic) {
        unchanged++;
    }

    @Override
    public void refused(ConsumerRecord<byte[], byte[]> record, BadRecordException why) {
        bad.add(why);
    }

    @Override
    public void held(int records) {
        held = records;
    }
}
