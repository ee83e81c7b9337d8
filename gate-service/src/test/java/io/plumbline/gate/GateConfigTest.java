package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.protocol.Topics;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class GateConfigTest {

    @Test
    void hasADefaultForEverythingButTheBroker() {
        // Given
        Configuration configuration = Configuration.of(Map.of("bootstrap-servers", "kafka:9092"));

        // When
        GateConfig config = configuration.finish(GateConfig::read);

        // Then
        assertThat(config.applicationId()).isEqualTo("plumbline-gate");
        assertThat(config.silence()).isEqualTo(Duration.ofHours(24));
        assertThat(config.instanceId()).isPresent();
        assertThat(config.stateDirectory()).isAbsolute();
        assertThat(config.replication()).isEqualTo((short) -1);
        assertThat(config.standbys()).isZero();
    }

    @Test
    void isAnotherInstanceInAnotherDirectory() {
        // Given
        var kafka = KafkaSettings.of("kafka:9092");

        // Then
        GateConfig one = GateConfig.of(kafka, Topics.standard(), Path.of("one"));
        GateConfig again =
                GateConfig.of(kafka, Topics.standard(), Path.of("one").toAbsolutePath());
        GateConfig two = GateConfig.of(kafka, Topics.standard(), Path.of("two"));
        assertThat(one.instanceId()).isEqualTo(again.instanceId()).isNotEqualTo(two.instanceId());
    }

    @Test
    void namesEveryErrorAtOnce() {
        // Given
        Configuration configuration = Configuration.of(Map.of(
                "bootstrap-servers", "nowhere",
                "gate.threads", "0",
                "gate.standbys", "11",
                "gate.silence", "soon",
                "gate.tempo", "allegro"));

        // Then
        assertThatThrownBy(() -> configuration.finish(GateConfig::read))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.sentences())
                                .hasSize(5)
                                .anyMatch(sentence -> sentence.contains("bootstrap-servers must be host:port"))
                                .anyMatch(sentence ->
                                        sentence.contains("gate.threads") && sentence.contains("from 1 to 64"))
                                .anyMatch(sentence ->
                                        sentence.contains("gate.standbys") && sentence.contains("from 0 to 10"))
                                .anyMatch(sentence -> sentence.contains("gate.silence"))
                                .anyMatch(sentence -> sentence.contains("gate.tempo")));
    }

    @Test
    void canDoWithoutStaticMembership() {
        // Given
        Configuration configuration =
                Configuration.of(Map.of("bootstrap-servers", "kafka:9092", "gate.instance-id", "none"));

        // When
        GateConfig config = configuration.finish(GateConfig::read);

        // Then
        assertThat(config.instanceId()).isEmpty();
        assertThat(StreamsSettings.of(config)).doesNotContainKey("main.consumer.group.instance.id");
    }

    @Test
    void tellsKafkaStreamsHowManyCopiesStandBy() {
        // Given
        Configuration configuration = Configuration.of(Map.of("bootstrap-servers", "kafka:9092", "gate.standbys", "2"));

        // When
        GateConfig config = configuration.finish(GateConfig::read);

        // Then
        assertThat(StreamsSettings.of(config))
                .containsEntry("num.standby.replicas", 2)
                .containsEntry("probing.rebalance.interval.ms", 60_000L);
    }

    @Test
    void hasOnePlaceForTheNumberOfCopies() {
        // Given
        Configuration configuration =
                Configuration.of(Map.of("bootstrap-servers", "kafka:9092", "kafka.num.standby.replicas", "1"));

        // Then
        assertThatThrownBy(() -> configuration.finish(GateConfig::read))
                .hasMessageContaining("kafka.num.standby.replicas cannot be set: set gate.standbys instead");
    }

    @Test
    void letsPeopleSetWhatIsMerelyFastAndKeepsWhatItPromises() {
        // Given
        var kafka = new KafkaSettings("kafka:9092", Map.of("producer.linger.ms", "20"));

        // When
        Properties streams = StreamsSettings.of(GateConfig.of(kafka, Topics.of("lab"), Path.of("state")));

        // Then
        assertThat(streams)
                .containsEntry("producer.linger.ms", "20")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("group.protocol", "classic")
                .containsEntry("application.id", "lab-gate")
                .containsEntry("producer.transaction.timeout.ms", 5000);
        assertThat(new StreamsConfig(streams).getLong(StreamsConfig.POLL_MS_CONFIG))
                .isEqualTo(5);
    }

    @Test
    void refusesWhatCannotBe() {
        // Given
        GateConfig good = GateConfig.of(KafkaSettings.of("kafka:9092"), Topics.standard(), Path.of("state"));

        // Then
        assertThatThrownBy(() -> changed(good, Duration.ZERO, 0))
                .hasMessage("gate.silence must be above zero, was PT0S");
        assertThatThrownBy(() -> changed(good, good.silence(), -1))
                .hasMessage("gate.standbys must be from 0 to 10, was -1");
    }

    private static GateConfig changed(GateConfig good, Duration silence, int standbys) {
        return new GateConfig(
                good.kafka(),
                good.admin(),
                good.topics(),
                good.stateDirectory(),
                good.instanceId(),
                silence,
                good.partitions(),
                good.replication(),
                good.threads(),
                standbys);
    }
}
