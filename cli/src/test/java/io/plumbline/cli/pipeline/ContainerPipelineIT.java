package io.plumbline.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.testkit.Need;
import io.plumbline.testkit.RecordedRun;
import io.plumbline.trainer.RunResult;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The promises hold on Kafka as it is shipped, in a process and with settings of its own, not on the embedded broker
 * alone. The image is {@code TEST_KAFKA_IMAGE} of the environment, or Kafka's own.
 */
@SuppressWarnings("try") // a gate runs while its variable is in scope: nothing needs to be asked of it
class ContainerPipelineIT {

    private static final DockerImageName IMAGE = DockerImageName.parse(
                    System.getenv().getOrDefault("TEST_KAFKA_IMAGE", "apache/kafka:4.2.2"))
            .asCompatibleSubstituteFor("apache/kafka");

    @TempDir
    private Path directory;

    @BeforeAll
    static void requireDocker() {
        Need.ENGINE.require(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers here, so Kafka cannot be started in a container");
    }

    @Test
    void allPromisesHoldOnABrokerInAContainer() {
        try (var kafka = new KafkaContainer(IMAGE)) {
            // Given
            kafka.start();
            Topics topics = Topics.of("container");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
                TopicCreator.ensure(admin, topics, 2, (short) 1);
            }
            Pipeline pipeline = new Pipeline(directory, kafka.getBootstrapServers(), topics);
            RunResult result;
            RecordedRun run;
            // When
            try (var gate = pipeline.startGate()) {
                result = pipeline.train("contained", Descriptions.small("lockstep", "greedy-q"));
                run = pipeline.verified("contained", 300);
            }
            // Then
            assertThat(result.ending()).isEqualTo(RunResult.Ending.FINISHED);
            assertThat(result.masks().applied()).isPositive();
            assertThat(run.decisions()).hasSize(15).anyMatch(MaskChange::hasChange);
            assertThat(run.shards(shard -> shard.getStep())).hasSize(300);
        }
    }
}
