package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.service.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gates, of which each keeps the state of the other's runs warm: {@code gate.standbys} 1. */
class StandbyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BEFORE = 200;
    private static final long AFTER = 300;

    @TempDir
    private Path directory;

    @Test
    void takesOverFromItsOwnCopyOfTheState() {
        try (var pipeline = new TestPipeline(directory, 1)) {
            // Given
            var trainer = new TestTrainer("handed-over", 64);
            GateService first = start(pipeline, "first");
            pipeline.begin(trainer);
            pipeline.steps(trainer, 1, BEFORE);
            pipeline.decisions(trainer.run, BEFORE);
            try (var second = start(pipeline, "second")) {
                await().atMost(PATIENCE).until(() -> restored(second, "consumed_total") > 0);
                await().atMost(PATIENCE).until(() -> restored(second, "lag_max") == 0);
                double copied = restored(second, "consumed_total");

                // When
                first.close();
                pipeline.steps(trainer, BEFORE + 1, AFTER);

                // Then: no decision is missing or doubled, and the state was not read back once more
                assertThat(pipeline.decisions(trainer.run, AFTER))
                        .extracting(MaskChange::getStep)
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, AFTER / TestTrainer.INTERVAL)
                                .mapToObj(decision -> decision * TestTrainer.INTERVAL)
                                .toList());
                assertThat(restored(second, "consumed_total") - copied)
                        .as("read from the changelogs by taking over, after %s by standing by", copied)
                        .isLessThan(copied / 2);
            }
        }
    }

    /** Returns what the consumer of changelogs says; 0 while it has said nothing. */
    private static double restored(GateService gate, String what) {
        return TestPipeline.metrics(gate)
                .lines()
                .filter(line -> line.startsWith("kafka_consumer_fetch_manager_records_" + what + "{")
                        && line.contains("restore-consumer"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private GateService start(TestPipeline pipeline, String name) {
        Configuration configuration = Configuration.of(Map.of(
                "bootstrap-servers",
                pipeline.servers,
                "topic-prefix",
                pipeline.topics.prefix(),
                "gate.state-directory",
                directory.resolve(name).toString(),
                "gate.standbys",
                "1",
                "admin.port",
                "0"));
        return pipeline.startGate(configuration.finish(GateConfig::read));
    }
}
