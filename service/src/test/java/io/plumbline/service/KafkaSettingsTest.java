package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    @Test
    void readsCommittedRecordsOnly() {
        // Given
        KafkaSettings settings = KafkaSettings.of("a:1,b:2");

        // When
        Properties consumer = settings.consumer("reader");

        // Then
        assertThat(consumer)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("bootstrap.servers", "a:1,b:2")
                .containsEntry("client.id", "reader");
        assertThat(new ConsumerConfig(consumer).unused()).isNotNull();
    }

    @Test
    void acknowledgesByAllAndSendsAtOnce() {
        // Given
        KafkaSettings settings = KafkaSettings.of("a:1");

        // When
        Properties producer = settings.producer("writer");

        // Then
        assertThat(producer)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("linger.ms", "0");
        assertThat(new ProducerConfig(producer).getString("client.id")).isEqualTo("writer");
    }

    @Test
    void passesPropertiesToAllClientsOrToOneKind() {
        // Given
        KafkaSettings settings = new KafkaSettings(
                "a:1", Map.of("security.protocol", "SSL", "producer.linger.ms", "7", "consumer.fetch.min.bytes", "9"));

        // When
        Properties producer = settings.producer("writer");

        // Then
        assertThat(producer)
                .containsEntry("security.protocol", "SSL")
                .containsEntry("linger.ms", "7")
                .doesNotContainKeys("fetch.min.bytes", "consumer.fetch.min.bytes", "producer.linger.ms");
        assertThat(settings.consumer("reader"))
                .containsEntry("fetch.min.bytes", "9")
                .doesNotContainKey("linger.ms");
        assertThat(settings.admin("admin"))
                .containsEntry("security.protocol", "SSL")
                .hasSize(3);
        assertThat(settings.streams("gate"))
                .containsEntry("producer.linger.ms", "7")
                .containsEntry("application.id", "gate");
    }

    @Test
    void saysEverythingThatIsWrongWithPassedThroughProperties() {
        // Given
        Configuration configuration = Configuration.of(Map.of(
                "bootstrap-servers", "broker",
                "kafka.isolation.level", "read_uncommitted",
                "kafka.fetch.min.bytes", "many",
                "kafka.group.protocol", "streams",
                "kafka.producer.batch.size", "-3",
                "kafka.secruity.protocol", "SSL",
                "kafka.my.interceptor.address", "anything"));

        // When
        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> configuration.finish(KafkaSettings::read));

        // Then
        assertThat(thrown.sentences())
                .containsExactly(
                        "bootstrap-servers must be host:port, comma-separated, was 'broker'",
                        "kafka.fetch.min.bytes is refused by Kafka's clients: "
                                + "Not a number of type INT, was 'many'",
                        "kafka.group.protocol cannot be set: only the classic one keeps the name of a gate that restarts",
                        "kafka.isolation.level cannot be set: only committed decisions may be read",
                        "kafka.producer.batch.size is refused by Kafka's clients: "
                                + "Value must be at least 0, was '-3'",
                        "kafka.secruity.protocol is unknown to Kafka's clients; "
                                + "did you mean kafka.security.protocol?");
    }

    @Test
    void leavesToConfigProvidersWhatTheyFillIn() {
        // Given
        Configuration configuration = Configuration.of(
                Map.of("bootstrap-servers", "a:1", "kafka.ssl.keystore.password", "${file:/secrets:keystore}"),
                Map.of("PLUMBLINE_KAFKA_SECURITY_PROTOCOL", "${env:PROTOCOL}"),
                Optional.empty());

        // When
        KafkaSettings settings = configuration.finish(KafkaSettings::read);

        // Then
        assertThat(settings.properties())
                .containsEntry("ssl.keystore.password", "${file:/secrets:keystore}")
                .containsEntry("security.protocol", "${env:PROTOCOL}");
    }

    @Test
    void hidesSecrets() {
        // Given
        KafkaSettings settings = new KafkaSettings(
                "a:1", Map.of("sasl.jaas.config", "open-sesame", "ssl.truststore.password", "open-sesame"));

        // When
        String shown = settings.toString();

        // Then
        assertThat(shown).doesNotContain("open-sesame").contains("sasl.jaas.config=(hidden)");
    }

    @Test
    void refusesAnAddressWithoutPort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSettings.of("a:1,b"))
                .withMessage("bootstrap-servers must be host:port, comma-separated, was 'a:1,b'");
    }
}
