package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.MessageLite;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.testkit.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology with the real topics, without a broker: one partition, synchronous, no cache. */
final class TestGate implements AutoCloseable {

    static final Instant START = Instant.ofEpochMilli(1_700_000_000_000L);

    final Topics topics = Topics.standard();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final TestInputTopic<String, byte[]> stepStats;
    final TestOutputTopic<String, byte[]> maskChanges;
    final TestOutputTopic<String, byte[]> conditions;
    final TestOutputTopic<String, byte[]> deadLetters;
    final TopologyTestDriver driver;

    TestGate(Path stateDirectory, int partitions, Duration silence) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-gate");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        var topology = GateTopology.build(topics, partitions, silence, new Meters(registry));
        driver = new TopologyTestDriver(topology, properties, START);
        stepStats = driver.createInputTopic(
                topics.stepStats().name(),
                new StringSerializer(),
                new ByteArraySerializer(),
                START,
                Duration.ofMillis(1));
        maskChanges = output(topics.maskChanges());
        conditions = output(topics.conditions());
        deadLetters = output(topics.deadLetters());
    }

    private TestOutputTopic<String, byte[]> output(Topic<?> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    void say(StepEvent event) {
        stepStats.pipeInput(keyOf(event), event.toByteArray());
    }

    void say(List<StepEvent> events) {
        events.forEach(this::say);
    }

    /** Says every step of a trainer, both ends included. */
    void steps(TestTrainer trainer, long from, long to) {
        for (long step = from; step <= to; step++) {
            say(trainer.step(step));
        }
    }

    private static String keyOf(StepEvent event) {
        return switch (event.getEventCase()) {
            case MANIFEST -> event.getManifest().getRun();
            case SHARD -> event.getShard().getRun();
            case REJECTED -> event.getRejected().getRun();
            case PRUNED -> event.getPruned().getRun();
            case END -> event.getEnd().getRun();
            case EVENT_NOT_SET -> "nobody";
        };
    }

    List<MaskChange> decisions() {
        return values(topics.maskChanges(), maskChanges.readValuesToList());
    }

    List<Condition> conditionsSaid() {
        return values(topics.conditions(), conditions.readValuesToList());
    }

    private static <V extends MessageLite> List<V> values(Topic<V> topic, List<byte[]> bytes) {
        return bytes.stream().map(value -> TopicReader.parse(topic, value)).toList();
    }

    /** Returns the causes of all dead letters since the last call. */
    List<String> causes() {
        return deadLetters.readRecordsToList().stream()
                .map(letter -> header(letter, "plumbline.cause"))
                .toList();
    }

    static String header(TestRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    double counted(String meter, String tag, String value) {
        return registry.get("plumbline.gate." + meter).tag(tag, value).counter().count();
    }

    double runs() {
        return registry.get("plumbline.gate.runs").gauge().value();
    }

    @Override
    public void close() {
        driver.close();
    }
}
