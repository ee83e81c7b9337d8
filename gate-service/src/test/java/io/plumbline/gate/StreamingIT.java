package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.service.Failure;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.KafkaTrouble;
import io.plumbline.service.KafkaWatch;
import io.plumbline.service.Registry;
import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of Kafka Streams that dies of something that passes. */
class StreamingIT {

    /** Far less than the session of a static member lasts where nobody gives it up. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final List<String> read = new CopyOnWriteArrayList<>();
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final AtomicBoolean sound = new AtomicBoolean();

    @Test
    void regainsItsTasksUnderItsOwnNameAfterItDied() throws Exception {
        BrokerFixture broker = BrokerFixture.shared();
        var topics = broker.freshTopics(1);
        GateConfig config = GateConfig.of(KafkaSettings.of(broker.bootstrapServers()), topics, directory);
        Health health = new Health();
        Failure failure = new Failure("gate", health);
        try (Registry registry = new Registry("gate");
                KafkaWatch kafka = KafkaWatch.start(config.kafka(), registry, health, failure, change -> {});
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            // Given
            var meters = new SimpleMeterRegistry();
            var life = new Streaming.Life(
                    () -> new KafkaStreams(topology(topics.stepStats().name()), StreamsSettings.of(config)),
                    new FatalCauses(config)::sentence,
                    died -> KafkaTrouble.sentence(config.kafka(), died),
                    GroupMembershipOperation.REMAIN_IN_GROUP);
            Thread thread =
                    failure.thread("streaming", new Streaming(life, kafka, failure, health, meters, console::add)::run);

            // When
            writer.writeBytes(topics.stepStats().name(), "run", "first".getBytes(UTF_8));
            thread.start();

            // Then: the first client died of the record, the second has it
            await().atMost(SOON).untilAsserted(() -> assertThat(read).containsExactly("first"));
            assertThat(meters.counter("plumbline.gate.restarts").count()).isEqualTo(1);
            assertThat(console)
                    .containsExactly("The gate starts again: no answer from " + broker.bootstrapServers()
                            + " within 60 s: is a broker running there?");
            assertThat(failure.future()).isNotDone();
            thread.interrupt();
            thread.join(SOON.toMillis());
        }
    }

    private Topology topology(String source) {
        return new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), source)
                .addProcessor("read", () -> (Processor<byte[], byte[], byte[], byte[]>) this::read, "source");
    }

    private void read(Record<byte[], byte[]> record) {
        if (!sound.getAndSet(true)) {
            throw new TimeoutException("a broker did not answer");
        }
        read.add(new String(record.value(), UTF_8));
    }
}
