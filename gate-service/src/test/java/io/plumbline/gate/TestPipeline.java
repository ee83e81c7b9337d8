package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.TopicReader;
import io.plumbline.testkit.TopicWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A real broker, made-up trainers, and the gate as a test starts and stops it. */
final class TestPipeline implements AutoCloseable {

    final Topics topics;
    final String servers;
    private final Path stateDirectory;
    private final TopicWriter writer;

    TestPipeline(Path stateDirectory, int partitions) {
        this(
                stateDirectory,
                BrokerFixture.shared().bootstrapServers(),
                BrokerFixture.shared().freshTopics(partitions));
    }

    TestPipeline(Path stateDirectory, String servers, Topics topics) {
        this.stateDirectory = stateDirectory;
        this.servers = servers;
        this.topics = topics;
        this.writer = new TopicWriter(servers);
    }

    GateConfig config() {
        return GateConfig.of(KafkaSettings.of(servers), topics, stateDirectory);
    }

    GateService startGate() {
        return startGate(config());
    }

    /** Starts a gate, and returns when it is ready. */
    GateService startGate(GateConfig config) {
        GateService gate = GateService.start(config);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> gate.health().report(Health.Probe.READY).isUp());
        return gate;
    }

    void say(TestTrainer trainer, StepEvent event) {
        writer.write(topics.stepStats(), trainer.run, event);
    }

    void steps(TestTrainer trainer, long from, long to) {
        for (long step = from; step <= to; step++) {
            trainer.step(step).forEach(event -> say(trainer, event));
        }
    }

    void begin(TestTrainer trainer) {
        say(trainer, trainer.begins());
    }

    void end(TestTrainer trainer, long step) {
        say(trainer, trainer.ends(step, Outcome.OUTCOME_FINISHED));
    }

    void garbage(String key) {
        writer.writeBytes(topics.stepStats().name(), key, new byte[] {1, 2, 3});
    }

    /** Reads the decisions of one run until that of {@code lastStep} is committed. */
    List<MaskChange> decisions(String run, long lastStep) {
        try (var reader = TopicReader.of(servers, topics.maskChanges())) {
            return reader
                    .until(
                            "the decision of step " + lastStep + " of " + run,
                            all -> all.stream().anyMatch(d -> d.getRun().equals(run) && d.getStep() == lastStep))
                    .stream()
                    .filter(decision -> decision.getRun().equals(run))
                    .toList();
        }
    }

    long deadLetters() {
        try (var reader = TopicReader.of(servers, topics.deadLetters())) {
            return reader.untilEnd().size();
        }
    }

    /** Returns what a gate says on /metrics. */
    static String metrics(GateService gate) {
        try (var page = URI.create("http://127.0.0.1:" + gate.adminPort() + "/metrics")
                .toURL()
                .openStream()) {
            return new String(page.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError("the admin port does not answer", e);
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
