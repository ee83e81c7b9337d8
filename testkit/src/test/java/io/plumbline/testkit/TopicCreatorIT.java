package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicCreatorIT {

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

    private static String millis(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }

    private String setting(String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(name).value();
    }
}
