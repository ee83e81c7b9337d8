package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.TopicWriter;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The backlog of a gate that is not there, as its committed offsets tell it. */
class GateWatchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern WAITING = Pattern.compile("(?m)^plumbline_gate_oldest_unread_seconds (\\S+)");

    private final BrokerFixture broker = BrokerFixture.shared();

    @Test
    void showsWhatNoGateHasReadAndSinceWhen() throws Exception {
        // Given
        Topics topics = broker.freshTopics(1);
        try (MetricsService service =
                        MetricsService.start(MetricsConfig.of(KafkaSettings.of(broker.bootstrapServers()), topics));
                TopicWriter writer = new TopicWriter(broker.bootstrapServers());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Scrape.of(service).awaitReady();
            for (int record = 0; record < 5; record++) {
                writer.writeBytes(topics.stepStats().name(), "r1", new byte[] {1});
            }

            // When, then: never read
            awaitLag(service, 5);
            assertThat(waiting(service)).isGreaterThan(0);

            // When, then: three of five
            commit(admin, topics, 3);
            awaitLag(service, 2);

            // When, then: all
            commit(admin, topics, 5);
            awaitLag(service, 0);
            assertThat(waiting(service)).isZero();
        }
    }

    private static void commit(Admin admin, Topics topics, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        topics.gateGroup(),
                        Map.of(new TopicPartition(topics.stepStats().name(), 0), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static void awaitLag(MetricsService service, int records) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Scrape.of(service).metrics())
                        .contains("plumbline_gate_lag_records{partition=\"0\"} " + records + ".0"));
    }

    private static double waiting(MetricsService service) {
        Matcher found = WAITING.matcher(Scrape.of(service).metrics());
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
