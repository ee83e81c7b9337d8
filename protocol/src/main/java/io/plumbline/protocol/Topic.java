package io.plumbline.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A topic and what lies in it. Keys are run ids in UTF-8.
 *
 * @param <V> type of the values
 * @param name full name, for example {@code plumbline.step-stats.v1}
 * @param parser of the values
 * @param keyed whether records are keyed by run; all such topics have the same number of partitions
 * @param retention how long records are kept
 */
public record Topic<V extends MessageLite>(String name, Parser<V> parser, boolean keyed, Retention retention) {

    /**
     * Returns the value written so. It refers to the bytes and does not copy them: leave them as they are.
     *
     * @param bytes a record's value; null (a tombstone) is no event of this topic
     * @throws BadRecordException if the bytes are not one
     */
    public V parse(byte[] bytes) throws BadRecordException {
        if (bytes == null) {
            throw new BadRecordException(BadRecordException.Cause.MALFORMED, name + ": a record without value");
        }
        try {
            CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            input.enableAliasing(true);
            V value = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return value;
        } catch (InvalidProtocolBufferException e) {
            throw new BadRecordException(
                    BadRecordException.Cause.MALFORMED,
                    name + ": " + bytes.length + " bytes that are no event of this topic (" + e.getMessage() + ")");
        }
    }

    /** Returns the serializer of the values. */
    public Serializer<V> serializer() {
        return (topic, value) -> value == null ? null : value.toByteArray();
    }

    /** Returns a deserializer that throws {@link SerializationException} where {@link #parse} refuses. */
    public Deserializer<V> deserializer() {
        return (topic, bytes) -> {
            try {
                return parse(bytes);
            } catch (BadRecordException e) {
                throw new SerializationException(e.getMessage(), e);
            }
        };
    }

    /** Returns both of them. */
    public Serde<V> serde() {
        return Serdes.serdeFrom(serializer(), deserializer());
    }

    /** Returns the settings that the topic is created with. */
    public Map<String, String> settings() {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.millis()),
                "retention.bytes",
                Long.toString(retention.bytesPerPartition()),
                // Raw floats do not compress, and every reader must be able to read without a codec.
                "compression.type",
                "uncompressed",
                // One clock for all records: Kafka Streams would hand the input's time on, and latencies would be zero.
                "message.timestamp.type",
                "LogAppendTime");
    }
}
