package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicCreatorIT {

    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, Object> REQUESTS_IN_A_ROW = Map.of(
            "bootstrap.servers",
            BrokerFixture.shared().bootstrapServers(),
            "batch.size",
            1000,
            "linger.ms",
            0,
            "request.timeout.ms",
            3000,
            "delivery.timeout.ms",
            5000);

    private final BrokerFixture broker = BrokerFixture.shared();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createsEveryTopicWithItsRetention() throws Exception {
        // Given
        Topics topics = broker.uncreatedTopics();
        // When
        int partitions = TopicCreator.ensure(admin, topics, 3, (short) 1);
        // Then
        assertThat(partitions).isEqualTo(3);
        assertThat(setting(topics.maskChanges().name(), "retention.ms")).isEqualTo("-1");
        assertThat(setting(topics.conditions().name(), "retention.ms")).isEqualTo(millis(365));
        assertThat(setting(topics.conditions().name(), "retention.bytes")).isEqualTo("-1");
        // The embedded broker limits what does not limit itself: the statistics.
        assertThat(setting(topics.stepStats().name(), "retention.ms")).isEqualTo(millis(1));
        assertThat(setting(topics.stepStats().name(), "retention.bytes")).isEqualTo(Long.toString(512L << 20));
        assertThat(setting(topics.stepStats().name(), "segment.bytes")).isEqualTo(Long.toString(64L << 20));
        assertThat(setting(topics.stepStats().name(), "cleanup.policy")).isEqualTo("delete");
    }

    @Test
    void aSecondServiceFindsThemAndKeepsTheirNumberOfPartitions() {
        // Given
        Topics topics = broker.freshTopics(3);
        // When
        int partitions = TopicCreator.ensure(admin, topics, 8, (short) 1);
        // Then
        assertThat(partitions).isEqualTo(3);
    }

    @Test
    void refusesTopicsThatAreCutDifferently() throws Exception {
        // Given
        Topics topics = broker.uncreatedTopics();
        admin.createTopics(List.of(
                        new NewTopic(topics.runs().name(), 2, (short) 1),
                        new NewTopic(topics.stepStats().name(), 5, (short) 1)))
                .all()
                .get();
        // When, Then
        assertThatThrownBy(() -> TopicCreator.ensure(admin, topics, 2, (short) 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must have the same number of partitions")
                .hasMessageContaining(topics.stepStats().name() + "=5");
    }

    /**
     * Before it leads a partition that was just created, a broker refuses a first request and may take the one behind it; the
     * first is then out of order for ever (KAFKA-15591, mended in Kafka 4.5).
     */
    @Test
    void losesNoFirstRecordOfATopicThatWasJustCreated() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Topics topics = broker.uncreatedTopics();
            int partitions = TopicCreator.ensure(admin, topics, 4, (short) 1);
            try (var producer =
                    new KafkaProducer<>(REQUESTS_IN_A_ROW, new ByteArraySerializer(), new ByteArraySerializer())) {
                // When
                List<Future<?>> sent = new ArrayList<>();
                for (int record = 0; record < 100; record++) {
                    for (int partition = 0; partition < partitions; partition++) {
                        String topic = topics.stepStats().name();
                        sent.add(producer.send(new ProducerRecord<>(topic, partition, null, new byte[1000])));
                    }
                }

                // Then
                for (Future<?> each : sent) {
                    assertThat(each).as("round " + round).succeedsWithin(PATIENCE);
                }
            }
        }
    }

    private static String millis(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }

    private String setting(String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(name).value();
    }
}
