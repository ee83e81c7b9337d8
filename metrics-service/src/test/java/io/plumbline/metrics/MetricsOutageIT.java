package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.BrokerProcess;
import io.plumbline.testkit.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A broker that is not there, or goes away under a service that reads. They mostly wait, side by side. */
class MetricsOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> console = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void answersWhileKafkaIsNotThereAndReadsOnceItIs() {
        // Given
        try (BrokerProcess own = BrokerProcess.start(directory.resolve("broker"));
                TopicWriter writer = new TopicWriter(own.bootstrapServers())) {
            Topics topics = own.topics(2);
            Story.tell(writer, topics, "r1", 7);
            own.kill();
            KafkaSettings kafka = KafkaSettings.of(own.bootstrapServers());
            try (MetricsService service = MetricsService.start(MetricsConfig.of(kafka, topics), console::add)) {
                int live = Scrape.of(service).get("/health/live").statusCode();
                String ready = Scrape.of(service).get("/health/ready").body();
                await().atMost(PATIENCE).until(() -> !console.isEmpty());

                // When
                own.restart();

                // Then
                assertThat(live).as("while Kafka was not there").isEqualTo(200);
                assertThat(ready).contains("no answer from " + own.bootstrapServers());
                Scrape.of(service).awaitReady();
                await().atMost(PATIENCE).until(() -> Scrape.of(service).hasEnded("r1"));
                assertThat(console).hasSize(2);
                assertThat(console.get(0)).contains(own.bootstrapServers());
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void saysThatKafkaIsLostAndBackAndShowsWhatCameAfter() {
        // Given
        try (BrokerProcess own = BrokerProcess.start(directory.resolve("broker"));
                TopicWriter writer = new TopicWriter(own.bootstrapServers())) {
            Topics topics = own.topics(2);
            KafkaSettings kafka = KafkaSettings.of(own.bootstrapServers());
            try (MetricsService service = MetricsService.start(MetricsConfig.of(kafka, topics), console::add)) {
                Scrape.of(service).awaitReady();
                Story.tell(writer, topics, "r1", 8);
                await().atMost(PATIENCE).until(() -> Scrape.of(service).hasEnded("r1"));

                // When
                own.kill();
                await().atMost(PATIENCE)
                        .until(() -> Scrape.of(service).get("/health/ready").statusCode() == 503);
                boolean live = Scrape.of(service).get("/health/live").statusCode() == 200;
                own.restart();

                // Then
                Scrape.of(service).awaitReady();
                Story.tell(writer, topics, "r2", 9);
                await().atMost(PATIENCE)
                        .until(() -> Scrape.of(service).hasEnded("r1")
                                && Scrape.of(service).hasEnded("r2"));
                assertThat(live).isTrue();
                assertThat(console).hasSize(2);
                assertThat(console.get(0)).contains(" is lost: no answer for ");
                assertThat(console.get(1)).contains(" is back, after ");
            }
        }
    }
}
