package io.plumbline.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Map;

/**
 * A topic and the type of its values. Keys are run ids in UTF-8.
 *
 * @param <V> type of the values
 * @param name full name, for example {@code plumbline.step-stats.v1}
 * @param parser of the values
 * @param keyed whether records are keyed by run; all such topics have the same number of partitions
 * @param retention how long records are kept
 */
public record Topic<V extends MessageLite>(String name, Parser<V> parser, boolean keyed, Retention retention) {

    /**
     * Returns the value of these bytes. It refers to the bytes and does not copy them: leave them as they are.
     *
     * @param bytes a record's value; null (a tombstone) is no event of this topic
     * @throws BadRecordException if the bytes are not an event
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

    /** Returns the settings that the topic is created with. */
    public Map<String, String> settings() {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.millis()),
                "retention.bytes",
                Long.toString(retention.bytesPerPartition()),
                // Raw floats hardly compress, and every reader must be able to read without a codec.
                "compression.type",
                "uncompressed",
                // One clock for all: Kafka Streams would copy the time of the input, and latencies would be zero.
                "message.timestamp.type",
                "LogAppendTime");
    }
}
