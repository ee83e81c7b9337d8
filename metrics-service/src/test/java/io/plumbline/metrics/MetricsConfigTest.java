package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsConfigTest {

    @Test
    void hasDefaultsForAllButKafka() {
        // When
        MetricsConfig config =
                Configuration.of(Map.of("bootstrap-servers", "a:1")).finish(MetricsConfig::read);

        // Then
        assertThat(config.showing()).isEqualTo(VisibilityPolicy.DEFAULT);
        assertThat(config.topics().prefix()).isEqualTo("plumbline");
        assertThat(config.admin().port()).isEqualTo(9464);
        assertThat(config.partitions()).isEqualTo(4);
    }

    @Test
    void readsEverySetting() {
        // Given
        Map<String, String> flags = Map.of(
                "bootstrap-servers", "a:1",
                "topic-prefix", "trial",
                "partitions", "7",
                "replication", "3",
                "admin.port", "0",
                "metrics.expiry", "10m",
                "metrics.silence", "2h",
                "metrics.max-runs", "50",
                "metrics.history", "3d");

        // When
        MetricsConfig config = Configuration.of(flags).finish(MetricsConfig::read);

        // Then
        assertThat(config.topics().prefix()).isEqualTo("trial");
        assertThat(config.partitions()).isEqualTo(7);
        assertThat(config.replication()).isEqualTo((short) 3);
        assertThat(config.showing())
                .isEqualTo(new VisibilityPolicy(Duration.ofMinutes(10), Duration.ofHours(2), 50, Duration.ofDays(3)));
    }

    @Test
    void namesEverythingThatIsWrong() {
        // Given
        Configuration configuration = Configuration.of(Map.of(
                "topic-prefix", "no spaces", "metrics.max-runs", "0", "metrics.expirey", "1h", "admin.port", "x"));

        // When
        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> configuration.finish(MetricsConfig::read));

        // Then
        assertThat(thrown.sentences()).hasSize(5).anyMatch(text -> text.startsWith("topic-prefix must be"));
    }
}
