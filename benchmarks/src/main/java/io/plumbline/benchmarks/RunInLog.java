package io.plumbline.benchmarks;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.PipelineGuarantee;
import io.plumbline.testkit.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what the log holds of one run, record by record: its statistics need not fit into memory. */
final class RunInLog {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final Topics topics;
    private final String run;
    private long steps;
    private long lastStep;

    private RunInLog(KafkaSettings kafka, Topics topics, String run) {
        this.kafka = kafka;
        this.topics = topics;
        this.run = run;
    }

    /**
     * Returns how many steps' statistics the log holds.
     *
     * @throws AssertionError if a guarantee of the pipeline was broken
     */
    static long verifiedSteps(KafkaSettings kafka, Topics topics, String run, int decisionInterval) {
        return new RunInLog(kafka, topics, run).verified(PipelineGuarantee.all(decisionInterval));
    }

    private long verified(List<PipelineGuarantee> guarantees) {
        read(topics.stepStats(), event -> {
            count(event);
            guarantees.forEach(guarantee -> guarantee.onStepEvent(event));
        });
        read(topics.maskChanges(), decision -> guarantees.forEach(guarantee -> guarantee.onDecision(decision)));
        read(topics.maskAcks(), ack -> guarantees.forEach(guarantee -> guarantee.onAck(ack)));
        guarantees.forEach(PipelineGuarantee::verify);
        return steps;
    }

    /** A step may be of several shards, one behind the other. */
    private void count(StepEvent event) {
        if (event.hasShard() && event.getShard().getStep() != lastStep) {
            lastStep = event.getShard().getStep();
            steps++;
        }
    }

    private <V extends MessageLite> void read(Topic<V> topic, Consumer<V> handler) {
        try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(kafka.consumer("run-in-log"))) {
            List<TopicPartition> partitions = reader.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(POLL).forEach(record -> {
                    if (run.equals(record.key())) {
                        handler.accept(TopicReader.parse(topic, record.value()));
                    }
                });
            }
        }
    }
}
