package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {

    @Test
    void readsServiceAndRunFromOneConfiguration() {
        // When
        TrainerConfig config = Configuration.of(Map.of(
                        "bootstrap-servers", "localhost:1",
                        "run", "r-1",
                        "steps", "12",
                        "gate-patience", "5s",
                        "queue-bytes", "4096",
                        "out", "n.safetensors"))
                .finish(TrainerConfig::read);

        // Then
        assertThat(config.run()).contains("r-1");
        assertThat(config.description().length().steps()).isEqualTo(12);
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.queueBytes()).isEqualTo(4096);
        assertThat(config.topics().prefix()).isEqualTo("plumbline");
        assertThat(config.out()).isPresent();
    }

    @Test
    void reportsWhatIsWrongOfBothAtOnce() {
        // Given
        Configuration configuration =
                Configuration.of(Map.of("run", "a/b", "topic-prefix", "*", "steps", "-1", "threads", "0"));

        // When
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> configuration.finish(TrainerConfig::read));

        // Then
        assertThat(refused.sentences())
                .hasSize(5)
                .anyMatch(sentence -> sentence.startsWith("bootstrap-servers is missing"))
                .anyMatch(sentence -> sentence.startsWith("a run id is 1 to 63 letters"))
                .anyMatch(sentence -> sentence.startsWith("topic-prefix must be"))
                .anyMatch(sentence -> sentence.startsWith("steps must be"))
                .anyMatch(sentence -> sentence.startsWith("threads must be"));
    }

    @Test
    void refusesADataSetAndAPolicyThatNobodyKnows() {
        // Given
        Configuration configuration = Configuration.of(
                Map.of("bootstrap-servers", "localhost:1", "data.set", "imagenet", "gate.policy", "guess"));

        // When
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> configuration.finish(TrainerConfig::read));

        // Then
        assertThat(refused.sentences())
                .anyMatch(sentence -> sentence.startsWith("data.set must be digits"))
                .anyMatch(sentence -> sentence.startsWith("gate.policy must be one of"));
    }
}
