package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.testkit.BrokerFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private static void assertOnePerDecisionStep(List<MaskChange> decisions, long last) {
        assertThat(decisions)
                .extracting(MaskChange::getStep)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, last / TestTrainer.INTERVAL)
                        .mapToObj(i -> i * TestTrainer.INTERVAL)
                        .toList());
    }

    @Test
    void decidesOnceAStepThoughItStopsAndStartsInBetween() {
        try (var pipeline = new TestPipeline(directory, 2)) {
            // Given
            var trainer = new TestTrainer("stop-and-go", 64);
            pipeline.begin(trainer);

            // When: three gates one after the other, one of them stopped in the middle of what it reads
            long step = 0;
            for (int life = 0; life < 3; life++) {
                try (var gate = pipeline.startGate()) {
                    pipeline.steps(trainer, step + 1, step + 50);
                    step += 50;
                    if (life != 1) {
                        pipeline.decisions(trainer.run, step - step % TestTrainer.INTERVAL);
                    }
                    assertThat(gate.health().report(Health.Probe.LIVE).isUp()).isTrue();
                }
                pipeline.steps(trainer, step + 1, step + 13);
                step += 13;
            }
            long last = step;
            try (var gate = pipeline.startGate()) {
                pipeline.end(trainer, last);

                // Then
                assertOnePerDecisionStep(pipeline.decisions(trainer.run, 180), last);
                assertThat(gate.adminPort()).isPositive();
            }
        }
    }

    @Test
    void decidesWhatWasSaidBeforeItStarted() {
        try (var pipeline = new TestPipeline(directory, 1)) {
            // Given
            var trainer = new TestTrainer("early-bird", 5000);
            pipeline.begin(trainer);
            pipeline.steps(trainer, 1, 40);

            // When
            try (var gate = pipeline.startGate()) {
                // Then
                List<MaskChange> decisions = pipeline.decisions(trainer.run, 40);
                assertOnePerDecisionStep(decisions, 40);
                assertThat(decisions).anyMatch(MaskChange::hasChange);
                assertThat(gate.health().report(Health.Probe.STARTED).isUp()).isTrue();
            }
        }
    }

    @Test
    void keepsTwoRunsOfOnePartitionApart() {
        try (var pipeline = new TestPipeline(directory, 1)) {
            // Given
            var one = new TestTrainer("one", 64);
            var two = new TestTrainer("two", 32, "greedy-kappa");
            pipeline.begin(one);
            pipeline.begin(two);

            // When
            try (var gate = pipeline.startGate()) {
                for (long step = 1; step <= 60; step++) {
                    pipeline.steps(one, step, step);
                    pipeline.steps(two, step, step);
                }

                // Then
                assertOnePerDecisionStep(pipeline.decisions("one", 60), 60);
                assertOnePerDecisionStep(pipeline.decisions("two", 60), 60);
                assertThat(gate.health().report(Health.Probe.READY).isUp()).isTrue();
            }
        }
    }

    @Test
    void goesOnAfterGarbage() {
        try (var pipeline = new TestPipeline(directory, 1)) {
            // Given
            var trainer = new TestTrainer("undeterred", 64);
            try (var gate = pipeline.startGate()) {
                pipeline.begin(trainer);

                // When
                pipeline.steps(trainer, 1, 15);
                pipeline.garbage(trainer.run);
                pipeline.garbage("nobody");
                pipeline.steps(trainer, 16, 30);

                // Then
                assertOnePerDecisionStep(pipeline.decisions(trainer.run, 30), 30);
                assertThat(pipeline.deadLetters()).isEqualTo(2);
                assertThat(TestPipeline.metrics(gate))
                        .contains("plumbline_gate_records_bad_total{cause=\"malformed\"} 2.0");
            }
        }
    }

    @Test
    void showsItsMetersAndThoseOfKafkaStreams() {
        try (var pipeline = new TestPipeline(directory, 1);
                var gate = pipeline.startGate()) {
            // Given
            var trainer = new TestTrainer("metered", 64);
            pipeline.begin(trainer);
            pipeline.steps(trainer, 1, 20);
            pipeline.decisions(trainer.run, 20);

            // When
            String metrics = TestPipeline.metrics(gate);

            // Then
            assertThat(metrics)
                    .contains("plumbline_gate_records_read_total 21.0")
                    .contains("plumbline_gate_decision_seconds_count 2")
                    .contains("plumbline_gate_steps_total{result=\"complete\"} 20.0")
                    .contains("plumbline_gate_runs 1.0")
                    .contains("kafka_consumer_fetch_manager_records_lag_max")
                    .doesNotContain("metered");
        }
    }

    @Test
    void refusesTopicsThatAreCutDifferently() throws Exception {
        try (var pipeline = new TestPipeline(directory, 1)) {
            // Given
            String servers = BrokerFixture.shared().bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                String cut = pipeline.topics.maskChanges().name();
                admin.createPartitions(Map.of(cut, NewPartitions.increaseTo(3)))
                        .all()
                        .get();
                // The controller knows; a busy broker tells it a moment later.
                await().until(() -> admin.describeTopics(List.of(cut))
                                .allTopicNames()
                                .get()
                                .get(cut)
                                .partitions()
                                .size()
                        == 3);
            }

            // Then
            try (var gate = GateService.start(pipeline.config())) {
                assertThat(failureOf(gate)).hasMessageContaining("must have the same number of partitions");
                assertThat(gate.health().report(Health.Probe.LIVE).isUp()).isFalse();
            }
        }
    }

    @Test
    void createsTopicsThatAreNotThere() {
        // Given
        BrokerFixture broker = BrokerFixture.shared();
        Topics topics = broker.uncreatedTopics();
        GateConfig config = GateConfig.of(KafkaSettings.of(broker.bootstrapServers()), topics, directory);

        // When
        try (var gate = GateService.start(config);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            // Then
            await().atMost(PATIENCE)
                    .until(() -> gate.health().report(Health.Probe.READY).isUp());
            assertThat(TopicCreator.check(admin, topics)).isEqualTo(Topics.DEFAULT_PARTITIONS);
        }
    }

    @Test
    void waitsForABrokerThatIsNotThereYetAndSaysSoOnce() {
        // Given
        List<String> console = new CopyOnWriteArrayList<>();
        var nowhere = GateConfig.of(KafkaSettings.of("127.0.0.1:9"), Topics.standard(), directory);

        // When
        try (var gate = GateService.start(nowhere, console::add)) {
            // Then
            assertThat(gate.health().report(Health.Probe.READY).isUp()).isFalse();
            await().atMost(PATIENCE).until(() -> !console.isEmpty());
            assertThat(console).containsExactly("No answer from Kafka at 127.0.0.1:9 yet: waiting for it.");
            assertThat(TestPipeline.metrics(gate))
                    .contains("plumbline_kafka_up 0.0")
                    .contains("plumbline_kafka_outages_total 0.0");
            assertThat(gate.health().report(Health.Probe.LIVE).isUp()).isTrue();
            assertThat(gate.health().report(Health.Probe.STARTED).isUp()).isTrue();
        }
    }

    @Test
    void refusesAStateDirectoryInUse() {
        // Given
        try (var pipeline = new TestPipeline(directory, 1);
                var gate = pipeline.startGate()) {
            // When
            try (var second = GateService.start(pipeline.config())) {
                // Then
                assertThat(failureOf(second)).hasMessageContaining("gate.state-directory");
                assertThat(gate.failure()).isNotDone();
            }
        }
    }

    @Test
    void saysWhichStateItCannotRead() throws Exception {
        // Given: files of another program where RocksDB keeps its own
        try (var pipeline = new TestPipeline(directory, 1)) {
            pipeline.startGate().close();
            Path store = directory.resolve(pipeline.topics.prefix() + "-gate/0_0/rocksdb/" + RunStore.HEADS);
            Files.writeString(store.resolve("CURRENT"), "not a manifest");

            // When
            try (var gate = GateService.start(pipeline.config())) {
                // Then
                assertThat(failureOf(gate)).hasMessageStartingWith("The gate cannot use its state in " + directory);
            }
        }
    }

    private static StartException failureOf(GateService gate) {
        await().atMost(PATIENCE).until(() -> gate.failure().isDone());
        return gate.failure().join();
    }
}
