package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaMetersTest {

    @ParameterizedTest
    @CsvSource({"few,1", "all,3", "none,0"})
    void showsAsManyOfKafkasMetersAsAreAskedFor(String word, int shown) {
        // Given
        Configuration configuration = Configuration.of(Map.of("metrics.kafka", word));
        AdminSettings admin = configuration.finish(read -> AdminSettings.read(read, 0));
        try (Registry registry = new Registry("gate", admin)) {

            // When
            registry.micrometer().counter("kafka.consumer.fetch.manager.records.lag", Tags.of("topic", "p.runs.v1"));
            registry.micrometer().counter("kafka.consumer.fetch.manager.records.lag", Tags.of("topic", "p_runs_v1"));
            registry.micrometer().counter("kafka.consumer.last.poll.seconds.ago");
            registry.micrometer().counter("plumbline.steps");

            // Then
            List<String> names = registry.micrometer().getMeters().stream()
                    .map(meter -> meter.getId().getName())
                    .toList();
            assertThat(names.stream().filter(name -> name.startsWith("kafka."))).hasSize(shown);
            assertThat(names).contains("plumbline.steps");
        }
    }

    @Test
    void leavesOtherSettingsOfTheMetricsServiceToItself() {
        // Given
        Configuration shared = Configuration.of(
                Map.of("metrics.kafka", "none"), Map.of("PLUMBLINE_METRICS_EXPIRY", "2h"), Optional.empty());

        // When
        AdminSettings admin = shared.finish(read -> AdminSettings.read(read, 0));

        // Then
        assertThat(admin.kafkaMeters()).isEqualTo(KafkaMeters.NONE);
    }

    @Test
    void refusesAnyOtherWord() {
        // Given
        Configuration wrong = Configuration.of(Map.of("metrics.kafka", "some"));

        // When / Then
        assertThatThrownBy(() -> wrong.finish(read -> AdminSettings.read(read, 0)))
                .hasMessageContaining("metrics.kafka must be one of few, all, none, was 'some'");
    }

    @Test
    void namesTheFewInTheReadme() throws IOException {
        // When
        String readme = Files.readString(Path.of("README.md"));

        // Then
        assertThat(KafkaMeters.USEFUL).allMatch(name -> readme.contains("`" + name.replace('.', '_') + "`"));
    }
}
