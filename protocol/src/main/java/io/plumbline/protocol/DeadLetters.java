package io.plumbline.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;

/**
 * Headers of a dead letter: where the record came from and why it could not be used. The letter's key and value are the
 * record's own bytes.
 */
public final class DeadLetters {

    /** Topic that the record was read from. */
    public static final String TOPIC = "plumbline.topic";

    /** Partition that the record was read from, decimal. */
    public static final String PARTITION = "plumbline.partition";

    /** Offset that the record was read from, decimal. */
    public static final String OFFSET = "plumbline.offset";

    /** {@link BadRecordException.Cause} in its spelling. */
    public static final String CAUSE = "plumbline.cause";

    /** One sentence for people. */
    public static final String REASON = "plumbline.reason";

    /** Service that refused the record. */
    public static final String SERVICE = "plumbline.service";

    private DeadLetters() {}

    /**
     * Adds the headers, keeping those that the record had.
     *
     * @param headers of the letter
     * @param service that refuses, for example {@code gate}
     * @param origin topic that the record was read from
     * @param partition that it was read from
     * @param offset that it was read from
     * @param bad why
     */
    public static void describe(
            Headers headers, String service, String origin, int partition, long offset, BadRecordException bad) {
        put(headers, SERVICE, service);
        put(headers, TOPIC, origin);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
        put(headers, CAUSE, bad.cause().spelling());
        put(headers, REASON, bad.getMessage());
    }

    private static void put(Headers headers, String key, String value) {
        headers.remove(key).add(key, value.getBytes(UTF_8));
    }
}
