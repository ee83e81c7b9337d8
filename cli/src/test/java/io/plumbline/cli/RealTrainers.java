package io.plumbline.cli;

import io.plumbline.gate.GateConfig;
import io.plumbline.gate.GateService;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of trainers as processes stand on: a real broker, a real gate, and a place for every run. */
abstract class RealTrainers {

    @TempDir
    Path home;

    Topics topics;
    String servers;

    private final List<Child> children = new ArrayList<>();
    private GateService gate;

    @BeforeEach
    void start() {
        servers = BrokerFixture.shared().bootstrapServers();
        topics = BrokerFixture.shared().freshTopics(1);
        gate = GateService.start(GateConfig.of(KafkaSettings.of(servers), topics, home.resolve("gate")));
    }

    @AfterEach
    void end() {
        children.forEach(child -> child.process.destroyForcibly());
        gate.close();
    }

    /** Starts a command on the broker and topics of this test, which is killed at its end. */
    final Child started(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--bootstrap-servers", servers, "--topic-prefix", topics.prefix()));
        Child child = new Child(all);
        children.add(child);
        return child;
    }

    /** Waits until a step of a run is in the log. */
    final void await(String run, long step) {
        try (var statistics = TopicReader.of(servers, topics.stepStats())) {
            statistics.until(
                    "step " + step + " of " + run,
                    all -> all.stream()
                            .anyMatch(event -> event.getShard().getRun().equals(run)
                                    && event.getShard().getStep() >= step));
        }
    }
}
