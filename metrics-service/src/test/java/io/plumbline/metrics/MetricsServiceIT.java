package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.BytesValue;
import io.plumbline.protocol.DeadLetters;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.Need;
import io.plumbline.testkit.TopicReader;
import io.plumbline.testkit.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BrokerFixture broker = BrokerFixture.shared();

    @TempDir
    private Path directory;

    @Test
    void showsWhatIsSaidOfTwoRunsWhileItIsSaid() {
        // Given
        Topics topics = broker.uncreatedTopics();
        try (MetricsService service = start(topics);
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            Scrape.of(service).awaitReady();

            // When
            Story.tell(writer, topics, "r1", 1);
            Story.tell(writer, topics, "r2", 2);

            // Then
            await().atMost(PATIENCE)
                    .until(() -> Scrape.of(service).hasEnded("r1")
                            && Scrape.of(service).hasEnded("r2"));
            await().atMost(PATIENCE).until(() -> Scrape.of(service).allRead());
            assertThat(Scrape.of(service).metrics())
                    .contains("plumbline_consumer_lag_records{topic=\""
                            + topics.runs().name() + "\"} 0")
                    .contains("plumbline_runs_shown 2")
                    .contains("plumbline_caught_up 1")
                    .contains("jvm_memory_used_bytes")
                    .contains("kafka_consumer_fetch_manager_records_consumed_total")
                    .contains("plumbline_build_info{service=\"metrics\"");
        }
    }

    @Test
    void showsTheSameAfterARestartAndOnEveryReplica() {
        // Given
        Topics topics = broker.freshTopics(3);
        List<String> before;
        try (MetricsService service = start(topics);
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            Scrape.of(service).awaitReady();
            Story.tell(writer, topics, "r1", 3);
            Story.tell(writer, topics, "r2", 4);
            await().atMost(PATIENCE)
                    .until(() -> Scrape.of(service).hasEnded("r1")
                            && Scrape.of(service).hasEnded("r2"));
            await().atMost(PATIENCE).until(() -> Scrape.of(service).allRead());
            before = Scrape.of(service).runSeries();
        }

        // When
        try (MetricsService one = start(topics);
                MetricsService other = start(topics)) {
            Scrape.of(one).awaitReady();
            Scrape.of(other).awaitReady();

            // Then
            assertThat(Scrape.of(one).runSeries()).isEqualTo(before);
            assertThat(Scrape.of(other).runSeries()).isEqualTo(before);
        }
    }

    @Test
    void countsGarbageSendsItToDeadLettersAndGoesOn() {
        // Given
        Topics topics = broker.freshTopics(2);
        byte[] garbage = {-1, -2, -3};
        try (MetricsService service = start(topics);
                TopicWriter writer = new TopicWriter(broker.bootstrapServers());
                TopicReader<BytesValue> letters = TopicReader.of(broker.bootstrapServers(), topics.deadLetters())) {
            Scrape.of(service).awaitReady();
            Events events = new Events("r1");
            assertThat(Scrape.of(service).metrics())
                    .as("from 0 on, or no alert sees the first")
                    .contains("plumbline_dead_letters_failed_total 0.0", "plumbline_dead_letters_sent_total 0.0")
                    .contains(
                            "cause=\"malformed\",topic=\"" + topics.conditions().name() + "\"} 0.0");

            // When
            writer.writeBytes(topics.conditions().name(), "r1", garbage);
            writer.write(topics.runs(), "r2", events.manifest());
            writer.write(topics.runs(), "r1", events.manifest());
            writer.write(topics.evaluations(), "r1", events.evaluation(10, Double.NaN, 1));
            writer.write(topics.conditions(), "r1", events.condition(Events.STEPS + 1, 2, 1));
            writer.write(topics.evaluations(), "r1", events.evaluation(10, 0.5, 1));

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Scrape.of(service).metrics())
                            .contains("plumbline_training_loss_nats{run=\"r1\"} 0.5")
                            .contains("plumbline_dead_letters_sent_total 4.0")
                            .contains(bad(topics.conditions().name(), "malformed"))
                            .contains(bad(topics.conditions().name(), "from-the-future"))
                            .contains(bad(topics.runs().name(), "wrong-run"))
                            .contains(bad(topics.evaluations().name(), "not-a-number")));
            Map<String, ConsumerRecord<String, byte[]>> byCause = letters.untilEnd().stream()
                    .collect(Collectors.toMap(letter -> header(letter, DeadLetters.CAUSE), letter -> letter));
            ConsumerRecord<String, byte[]> malformed = byCause.get("malformed");
            assertThat(byCause).containsOnlyKeys("malformed", "wrong-run", "not-a-number", "from-the-future");
            assertThat(malformed.value()).isEqualTo(garbage);
            assertThat(malformed.key()).isEqualTo("r1");
            assertThat(header(malformed, DeadLetters.TOPIC))
                    .isEqualTo(topics.conditions().name());
            assertThat(header(malformed, DeadLetters.OFFSET)).isEqualTo("0");
            assertThat(header(malformed, DeadLetters.SERVICE)).isEqualTo("metrics");
        }
    }

    @Test
    void removesTheSeriesOfARunAWhileAfterItsEnd() {
        // Given
        Topics topics = broker.freshTopics(1);
        VisibilityPolicy briefly =
                new VisibilityPolicy(Duration.ofSeconds(5), Duration.ofHours(1), 10, Duration.ofDays(1));
        MetricsConfig config = config(topics);
        try (MetricsService service = MetricsService.start(
                        new MetricsConfig(config.kafka(), topics, 1, (short) 1, config.admin(), briefly));
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            Scrape.of(service).awaitReady();
            Story.tell(writer, topics, "r1", 5);

            // When
            await().atMost(PATIENCE).until(() -> !Scrape.of(service).runSeries().isEmpty());

            // Then
            await().atMost(PATIENCE).until(() -> Scrape.of(service).runSeries().isEmpty());
        }
    }

    @Test
    void refusesTopicsThatAreCutDifferently() throws Exception {
        // Given
        Topics topics = broker.uncreatedTopics();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(topics.runs().name(), 2, (short) 1),
                            new NewTopic(topics.conditions().name(), 3, (short) 1)))
                    .all()
                    .get();
        }

        // When
        try (MetricsService service = start(topics)) {

            // Then
            assertThat(service.failure())
                    .succeedsWithin(PATIENCE)
                    .satisfies(failure -> assertThat(failure)
                            .hasMessageStartingWith("The metrics service cannot go on: ")
                            .hasMessageContaining("must have the same number of partitions"));
            assertThat(Scrape.of(service).get("/health/live").body())
                    .contains("must have the same number of partitions");
        }
    }

    @Test
    void satisfiesPromtool() throws Exception {
        Need.PROMETHEUS.requireProgram("promtool");

        // Given
        Topics topics = broker.freshTopics(1);
        try (MetricsService service = start(topics);
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            Scrape.of(service).awaitReady();
            Story.tell(writer, topics, "r1", 6);
            await().atMost(PATIENCE).until(() -> !Scrape.of(service).runSeries().isEmpty());
            Path exposition = Files.writeString(
                    directory.resolve("metrics.txt"), Scrape.of(service).metrics());

            // When
            Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectInput(exposition.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            // Then: it lints the names of libraries too, which are not ours to choose
            promtool.waitFor();
            assertThat(said.lines().filter(line -> line.startsWith("plumbline_")))
                    .isEmpty();
            assertThat(said).doesNotContain("error while linting");
        }
    }

    private MetricsService start(Topics topics) {
        return MetricsService.start(config(topics));
    }

    private MetricsConfig config(Topics topics) {
        return MetricsConfig.of(KafkaSettings.of(broker.bootstrapServers()), topics);
    }

    private static String bad(String topic, String cause) {
        return "plumbline_records_bad_total{cause=\"" + cause + "\",topic=\"" + topic + "\"} 1.0";
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
