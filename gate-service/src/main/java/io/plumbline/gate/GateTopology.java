package io.plumbline.gate;

import io.plumbline.protocol.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * What the gate reads, keeps and writes:
 *
 * <pre>
 * step-stats ─▶ decide-gates ─▶ mask-changes, conditions, dead-letters
 *                run-heads, node-averages
 * </pre>
 *
 * All values stay bytes, so that a dead letter has the bytes of its record, and a record is parsed once.
 */
final class GateTopology {

    static final String SOURCE = "step-stats";
    static final String DECIDE = "decide-gates";
    static final String MASK_CHANGES = "mask-changes";
    static final String CONDITIONS = "conditions";
    static final String DEAD_LETTERS = "dead-letters";

    private GateTopology() {}

    /**
     * Returns the topology; starts nothing.
     *
     * @param topics of the installation
     * @param partitions of every run-keyed topic
     * @param silence after which a run without new records is removed
     * @param meters of the service
     */
    static Topology build(Topics topics, int partitions, Duration silence, Meters meters) {
        var write = new ByteArraySerializer();
        return new Topology()
                .addSource(
                        // A gate that starts after its trainers reads what they wrote before.
                        AutoOffsetReset.earliest(),
                        SOURCE,
                        // A producer may leave the timestamp out; Kafka Streams would stop at the negative one.
                        (record, streamTime) -> Math.max(0, record.timestamp()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.stepStats().name())
                .addProcessor(DECIDE, new DecideGates.Supplier(topics, partitions, silence, meters), SOURCE)
                .addSink(MASK_CHANGES, topics.maskChanges().name(), write, write, DECIDE)
                .addSink(CONDITIONS, topics.conditions().name(), write, write, DECIDE)
                .addSink(DEAD_LETTERS, topics.deadLetters().name(), write, write, DECIDE);
    }
}
