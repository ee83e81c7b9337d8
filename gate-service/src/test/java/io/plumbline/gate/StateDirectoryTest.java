package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.Topics;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateDirectoryTest {

    private static final Topics TOPICS = Topics.standard();

    @Test
    void isAnotherForAnotherKafkaAndAnotherPrefix() {
        assertThat(StateDirectory.of("kafka:9092", TOPICS, "/home/ada", ""))
                .isEqualTo(Path.of("/home/ada/.plumbline/gate/plumbline@kafka_9092"))
                .isNotEqualTo(StateDirectory.of("other:9092", TOPICS, "/home/ada", ""))
                .isNotEqualTo(StateDirectory.of("kafka:9092", Topics.of("mine"), "/home/ada", ""));
    }

    @Test
    void asksTheEnvironmentWhereJavaKnowsNoHome() {
        assertThat(StateDirectory.of("kafka:9092", TOPICS, "?", "/data"))
                .isEqualTo(Path.of("/data/.plumbline/gate/plumbline@kafka_9092"));
    }

    @Test
    void liesWhereTheGateWasStartedWhereNobodyKnowsAHome() {
        assertThat(StateDirectory.of("kafka:9092", TOPICS, "?", "").toString()).doesNotContain("?");
    }

    @Test
    void isAFolderNameHoweverManyServersThereAre() {
        // Given
        String servers = "a-very-long-name.of-a-broker.example:9092,".repeat(20);

        // Then
        assertThat(StateDirectory.of(servers, TOPICS, "/home/ada", "")
                        .getFileName()
                        .toString())
                .hasSizeLessThanOrEqualTo(100)
                .doesNotContain(",", ":");
    }
}
