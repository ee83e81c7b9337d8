package io.plumbline.testkit;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that the log holds of one run, each topic in its order.
 *
 * @param stepEvents of step-stats
 * @param decisions of mask-changes
 * @param acks of mask-acks
 * @param conditions of conditions
 * @param evaluations of evaluations
 * @param runEvents of runs
 */
public record RecordedRun(
        List<StepEvent> stepEvents,
        List<MaskChange> decisions,
        List<MaskAck> acks,
        List<Condition> conditions,
        List<EvaluationEvent> evaluations,
        List<RunEvent> runEvents) {

    /** Reads all that is committed of {@code run} now. */
    public static RecordedRun read(String bootstrapServers, Topics topics, String run) {
        var reader = new Reader(bootstrapServers, run);
        return new RecordedRun(
                reader.of(topics.stepStats()),
                reader.of(topics.maskChanges()),
                reader.of(topics.maskAcks()),
                reader.of(topics.conditions()),
                reader.of(topics.evaluations()),
                reader.of(topics.runs()));
    }

    /** Returns the manifest. */
    public Manifest manifest() {
        return stepEvents.stream()
                .filter(StepEvent::hasManifest)
                .map(StepEvent::getManifest)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the run published no manifest"));
    }

    /** Shows everything to all guarantees, then verifies each. */
    public void verify(List<PipelineGuarantee> guarantees) {
        for (PipelineGuarantee guarantee : guarantees) {
            stepEvents.forEach(guarantee::onStepEvent);
            decisions.forEach(guarantee::onDecision);
            acks.forEach(guarantee::onAck);
            evaluations.forEach(guarantee::onEvaluation);
            guarantee.verify();
        }
    }

    /** Returns the value of {@code what} for every record of step-stats that holds a shard of the attempt in force. */
    public <T> List<T> shards(Function<StepShard, T> what) {
        AttemptInForce attempt = new AttemptInForce();
        return stepEvents.stream()
                .filter(attempt::counts)
                .filter(StepEvent::hasShard)
                .map(event -> what.apply(event.getShard()))
                .toList();
    }

    private record Reader(String bootstrapServers, String run) {
        <V extends MessageLite> List<V> of(Topic<V> topic) {
            try (TopicReader<V> reader = TopicReader.of(bootstrapServers, topic)) {
                return reader.untilEnd().stream()
                        .filter(received -> run.equals(received.key()))
                        .map(received -> TopicReader.parse(topic, received.value()))
                        .toList();
            }
        }
    }
}
