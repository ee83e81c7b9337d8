package io.plumbline.metrics;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.RunId;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * A topic that is read, and how its records speak of runs.
 *
 * @param topic read
 * @param reader of its values
 */
record Source<V extends MessageLite>(Topic<V> topic, Reader<V> reader) {

    /** Reads a value; the second argument is the time of its record. */
    @FunctionalInterface
    interface Reader<V> {
        Fact read(V value, long seenMs) throws BadRecordException;
    }

    /** Returns all that are read; runs first, since nothing is known of a run before its manifest. */
    static List<Source<?>> all(Topics topics) {
        return List.of(
                new Source<>(topics.runs(), RunFold::of),
                new Source<>(topics.evaluations(), RunFold::of),
                new Source<>(topics.conditions(), RunFold::of),
                new Source<>(topics.maskChanges(), RunFold::of),
                new Source<>(topics.maskAcks(), RunFold::of));
    }

    /**
     * Reads a record.
     *
     * @param partitions of the topic
     * @param nowMs present time, milliseconds since 1970
     * @throws BadRecordException if it is malformed, or lies where it does not belong
     */
    Fact read(ConsumerRecord<byte[], byte[]> record, int partitions, long nowMs) throws BadRecordException {
        // A clock that is ahead must not keep a run alive.
        long seenMs = Math.max(0, Math.min(record.timestamp(), nowMs));
        Fact fact = reader.read(topic.parse(record.value()), seenMs);
        checkRun(fact.run(), record.key());
        int belongs = Utils.toPositive(Utils.murmur2(record.key())) % partitions;
        Checks.hold(
                record.partition() == belongs,
                Cause.WRONG_PARTITION,
                "run " + fact.run() + " belongs in partition " + belongs + ", was in " + record.partition());
        Checks.hold(fact.attempt() >= 0, Cause.WRONG_ATTEMPT, "an attempt must be at least 1");
        return fact;
    }

    private static void checkRun(String run, byte[] key) throws BadRecordException {
        try {
            RunId.check(run);
        } catch (IllegalArgumentException wrong) {
            throw new BadRecordException(Cause.INVALID, wrong.getMessage());
        }
        String keyed = key == null ? "no key" : new String(key, StandardCharsets.UTF_8);
        Checks.hold(keyed.equals(run), Cause.WRONG_RUN, "a record of run " + run + " has the key of " + keyed);
    }
}
