package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.BytesValue;
import com.google.protobuf.MessageLite;
import io.plumbline.protocol.DeadLetters;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.TopicReader;
import io.plumbline.testkit.TopicWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BrokerFixture broker = BrokerFixture.shared();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void showsWhatIsSaidOfTwoRunsWhileItIsSaid() {
        // Given
        Topics topics = broker.uncreatedTopics();
        try (MetricsService service = start(topics);
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            awaitReady(service);

            // When
            tell(writer, topics, "r1", 1);
            tell(writer, topics, "r2", 2);

            // Then
            await().atMost(PATIENCE).until(() -> hasEnded(service, "r1") && hasEnded(service, "r2"));
            await().atMost(PATIENCE).until(() -> allRead(service));
            assertThat(metrics(service))
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
            awaitReady(service);
            tell(writer, topics, "r1", 3);
            tell(writer, topics, "r2", 4);
            await().atMost(PATIENCE).until(() -> hasEnded(service, "r1") && hasEnded(service, "r2"));
            await().atMost(PATIENCE).until(() -> allRead(service));
            before = runSeries(service);
        }

        // When
        try (MetricsService one = start(topics);
                MetricsService other = start(topics)) {
            awaitReady(one);
            awaitReady(other);

            // Then
            assertThat(runSeries(one)).isEqualTo(before);
            assertThat(runSeries(other)).isEqualTo(before);
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
            awaitReady(service);
            Events events = new Events("r1");

            // When
            writer.writeBytes(topics.conditions().name(), "r1", garbage);
            writer.write(topics.runs(), "r2", events.manifest());
            writer.write(topics.runs(), "r1", events.manifest());
            writer.write(topics.evaluations(), "r1", events.evaluation(10, Double.NaN, 1));
            writer.write(topics.conditions(), "r1", events.condition(Events.STEPS + 1, 2, 1));
            writer.write(topics.evaluations(), "r1", events.evaluation(10, 0.5, 1));

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(metrics(service))
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
        Showing briefly = new Showing(Duration.ofSeconds(5), Duration.ofHours(1), 10, Duration.ofDays(1));
        MetricsConfig config = config(topics);
        try (MetricsService service = MetricsService.start(
                        new MetricsConfig(config.kafka(), topics, 1, (short) 1, config.admin(), briefly));
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            awaitReady(service);
            tell(writer, topics, "r1", 5);

            // When
            await().atMost(PATIENCE).until(() -> !runSeries(service).isEmpty());

            // Then
            await().atMost(PATIENCE).until(() -> runSeries(service).isEmpty());
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

        // When / Then
        assertThatThrownBy(() -> start(topics))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("must have the same number of partitions");
    }

    @Test
    void saysInOneSentenceThatKafkaIsNotThere() {
        // Given
        KafkaSettings nowhere = new KafkaSettings(
                "127.0.0.1:1", Map.of("admin.default.api.timeout.ms", "500", "admin.request.timeout.ms", "400"));

        // When / Then
        assertThatThrownBy(() -> MetricsService.start(MetricsConfig.of(nowhere, Topics.standard())))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Kafka at 127.0.0.1:1 does not answer as it should");
    }

    @Test
    void satisfiesPromtool() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool"))),
                "promtool is not on the PATH (Debian package prometheus)");

        // Given
        Topics topics = broker.freshTopics(1);
        try (MetricsService service = start(topics);
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            awaitReady(service);
            tell(writer, topics, "r1", 6);
            await().atMost(PATIENCE).until(() -> !runSeries(service).isEmpty());
            Path exposition = Files.writeString(directory.resolve("metrics.txt"), metrics(service));

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

    private void awaitReady(MetricsService service) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(service, "/health/ready").body()).startsWith("{\"up\":true"));
    }

    private boolean hasEnded(MetricsService service, String run) {
        return runSeries(service).stream()
                .anyMatch(line ->
                        line.matches("plumbline_run_state\\{run=\"" + run + "\",state=\"(finished|failed)\"} 1.0"));
    }

    private boolean allRead(MetricsService service) {
        return metrics(service)
                .lines()
                .filter(line -> line.startsWith("plumbline_consumer_lag_records{"))
                .allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
    }

    /** What is shown of runs, without the meters of the service itself. */
    private List<String> runSeries(MetricsService service) {
        return metrics(service)
                .lines()
                .filter(line -> line.startsWith("plumbline_") && line.contains("run=\""))
                .toList();
    }

    private String metrics(MetricsService service) {
        return get(service, "/metrics").body();
    }

    private HttpResponse<String> get(MetricsService service, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String bad(String topic, String cause) {
        return "plumbline_records_bad_total{cause=\"" + cause + "\",topic=\"" + topic + "\"} 1.0";
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Writes a run that ends, drawn from a seed. */
    private static void tell(TopicWriter writer, Topics topics, String run, long seed) {
        Story.of(run, topics, new Random(seed)).forEach(chapter -> chapter.forEach(line -> write(writer, line)));
        writer.write(topics.runs(), run, new Events(run).finished(500));
    }

    private static <V extends MessageLite> void write(TopicWriter writer, Story.Line<V> line) {
        writer.write(line.topic(), line.run(), line.event());
    }
}
