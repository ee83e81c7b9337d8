package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.service.Commands;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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
    void exitsWithTwoWhereASettingIsWrong() {
        // Given
        StringWriter err = new StringWriter();
        CommandLine command = Commands.line(new TrainerMain()).setErr(new PrintWriter(err));

        // When
        int code = command.execute("--bootstrap-servers", "localhost:1", "--data", "imagenet", "--policy", "guess");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("data.set must be digits").contains("gate.policy must be one of");
    }
}
