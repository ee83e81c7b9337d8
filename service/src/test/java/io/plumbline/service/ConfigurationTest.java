package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir
    private Path directory;

    @Test
    void prefersFlagsOverEnvironmentOverFileOverDefault() throws IOException {
        // Given
        Path file = file("settings.yaml", "a: file\nb: file\nc: file\n");
        Map<String, String> environment = Map.of("PLUMBLINE_A", "environment", "PLUMBLINE_B", "environment");
        Configuration configuration = Configuration.of(Map.of("a", "flag"), environment, Optional.of(file));

        // When
        List<String> read = configuration.finish(c -> List.of(
                c.text("a", "default"), c.text("b", "default"), c.text("c", "default"), c.text("d", "default")));

        // Then
        assertThat(read).containsExactly("flag", "environment", "file", "default");
        assertThat(configuration.describe())
                .isEqualTo("a=flag (flag), b=environment (environment), c=file (file), d=default (default)");
    }

    @Test
    void namesEveryErrorAtOnce() {
        // Given
        Map<String, String> flags =
                Map.of("port", "70000", "expiry", "soon", "colour", "red", "bootstrap-server", "x:1");
        Map<String, String> environment = Map.of("PLUMBLINE_SHARE", "NaN", "PLUMBLINE_EXPIRI", "1h");
        Configuration configuration = Configuration.of(flags, environment, Optional.empty());

        // When
        Throwable thrown = catchFinish(configuration, c -> {
            c.required("bootstrap-servers", "localhost:9092");
            c.integer("port", 0, 65_535, 80);
            c.duration("expiry", Duration.ofHours(1));
            c.choice("colour", List.of("green", "blue"), "green");
            c.number("share", 0, 1, 0.5);
            throw new IllegalArgumentException("the whole is wrong too");
        });

        // Then
        assertThat(((ConfigurationException) thrown).sentences())
                .containsExactly(
                        "bootstrap-servers is missing: give --bootstrap-servers localhost:9092, "
                                + "PLUMBLINE_BOOTSTRAP_SERVERS or bootstrap-servers in the configuration file",
                        "port must be a whole number from 0 to 65535, was '70000'",
                        "expiry must be a time such as 500ms, 30s, 5m, 1h or 2d, was 'soon'",
                        "colour must be one of green, blue, was 'red'",
                        "PLUMBLINE_SHARE must be a number from 0.0 to 1.0, was 'NaN'",
                        "the whole is wrong too",
                        "bootstrap-server is no known setting; did you mean bootstrap-servers?",
                        "PLUMBLINE_EXPIRI in the environment is no known setting; did you mean PLUMBLINE_EXPIRY?");
    }

    @Test
    void readsTimesAsPeopleWriteThem() {
        // Given
        Map<String, String> flags = Map.of("a", "500ms", "b", "30s", "c", "5m", "d", "1h", "e", "2d", "f", "PT90S");

        // When
        List<Duration> read = Configuration.of(flags)
                .finish(c -> List.of("a", "b", "c", "d", "e", "f").stream()
                        .map(key -> c.duration(key, Duration.ofNanos(1)))
                        .toList());

        // Then
        assertThat(read)
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofDays(2),
                        Duration.ofSeconds(90));
    }

    @Test
    void neverShowsSecrets() {
        // Given
        String secret = "open-sesame";
        Map<String, String> flags = Map.of(
                "kafka.sasl.jaas.config", secret,
                "kafka.ssl.keystore.password", secret,
                "kafka.ssl.keystore.key", secret,
                "api-key", secret,
                "kafka.security.protocol", "SSL");
        Configuration configuration = Configuration.of(flags);

        // When
        Throwable thrown = catchFinish(configuration, c -> {
            c.below("kafka");
            return c.integer("api-key", 0, 1, 0);
        });

        // Then
        assertThat(thrown).hasMessage("api-key must be a whole number from 0 to 1, was '(hidden)'");
        assertThat(configuration.describe())
                .doesNotContain(secret)
                .contains("kafka.security.protocol=SSL (flag)")
                .contains("kafka.sasl.jaas.config=(hidden)");
    }

    @Test
    void passesThroughWhatLiesBelowAPrefix() throws IOException {
        // Given
        Path file =
                file("settings.yml", "kafka:\n  security.protocol: SSL\n  retries: 3\n  ssl:\n    protocol: TLSv1.2\n");
        Map<String, String> environment = Map.of("PLUMBLINE_KAFKA_SSL_PROTOCOL", "TLSv1.3");
        Configuration configuration = Configuration.of(Map.of("kafka.retries", "7"), environment, Optional.of(file));

        // When
        Map<String, String> below = configuration.finish(c -> c.below("kafka"));

        // Then
        assertThat(below)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("security.protocol", "SSL", "retries", "7", "ssl.protocol", "TLSv1.3"));
    }

    @Test
    void ignoresWhatKubernetesAddsToTheEnvironment() {
        // Given
        Map<String, String> environment = Map.of(
                "PLUMBLINE_GATE_SERVICE_HOST", "10.0.0.7",
                "PLUMBLINE_GATE_SERVICE_PORT_ADMIN", "9465",
                "PLUMBLINE_PORT", "tcp://10.0.0.7:9465",
                "PLUMBLINE_GATE_PORT_9465_TCP_ADDR", "10.0.0.7",
                "PLUMBLINE_JAVA_OPTS", "-Xmx1g");

        // When
        String read = Configuration.of(Map.of(), environment, Optional.empty()).finish(c -> c.text("a", "default"));

        // Then
        assertThat(read).isEqualTo("default");
    }

    @Test
    void leavesTheSettingsOfOtherServicesToThem() throws IOException {
        // Given
        Path file = file("all.yaml", "gate:\n  threads: 2\nmetrics:\n  expiry: 1h\n  colour: red\n");
        Map<String, String> environment = Map.of(
                "PLUMBLINE_TRAINER_QUEUE", "9", "PLUMBLINE_METRICS_SIZE", "9", "PLUMBLINE_COMPARE_DATA_ROOT", "/data");
        Configuration configuration = Configuration.of(Map.of("gate.speed", "9"), environment, Optional.of(file));

        // When
        ConfigurationException thrown = (ConfigurationException)
                catchFinish(configuration, c -> c.duration("metrics.expiry", Duration.ofDays(1)));

        // Then
        assertThat(thrown.sentences())
                .containsExactly(
                        "gate.speed is no known setting",
                        "metrics.colour in the configuration file is no known setting",
                        "PLUMBLINE_METRICS_SIZE in the environment is no known setting");
    }

    @Test
    void findsTheFileByTheEnvironment() throws IOException {
        // Given
        Path file = file("settings.properties", "a = \u00fcber \nb=2\n");

        // When
        String read = Configuration.of(Map.of(), Map.of("PLUMBLINE_CONFIG", file.toString()), Optional.empty())
                .finish(c -> c.text("a", "") + c.integer("b", 0, 9, 0));

        // Then
        assertThat(read).isEqualTo("\u00fcber2");
    }

    @Test
    void takesPlainDecimalsAlone() {
        // Given
        Configuration configuration = Configuration.of(Map.of(
                "a", "1d", "b", "0x1p3", "c", "_1_", "d", "\uff11", "e", "+1", "f", " ", "g", "1e-3", "h", "1_0"));

        // When
        ConfigurationException thrown = (ConfigurationException) catchFinish(configuration, c -> {
            c.number("a", 0, 9, 0);
            c.number("b", 0, 9, 0);
            c.integer("c", 0, 9, 0);
            c.integer("d", 0, 9, 0);
            c.integer("e", 0, 9, 0);
            c.optional("f");
            return c.number("g", 0, 9, 0) + c.integer("h", 0, 10, 0);
        });

        // Then
        assertThat(thrown.sentences())
                .containsExactly(
                        "a must be a number from 0.0 to 9.0, was '1d'",
                        "b must be a number from 0.0 to 9.0, was '0x1p3'",
                        "c must be a whole number from 0 to 9, was '_1_'",
                        "d must be a whole number from 0 to 9, was '\uff11'",
                        "e must be a whole number from 0 to 9, was '+1'",
                        "f must be a text that is not blank, was ' '");
    }

    private static Throwable catchFinish(Configuration configuration, Function<Configuration, Object> reader) {
        Throwable thrown = catchThrowable(() -> configuration.finish(reader));
        assertThat(thrown).isInstanceOf(ConfigurationException.class);
        return thrown;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void tokensOfATextAreNoSecretAndAllOthersAre() {
        for (String key : new String[] {"data.tokens", "data.tokenizer"}) {
            assertThat(Secrets.shown(key, "64")).as(key).isEqualTo("64");
        }
        for (String key :
                new String[] {"token", "api.token", "kafka.sasl.oauthbearer.token", "mydata.tokens", "a.data.token"}) {
            assertThat(Secrets.shown(key, "64")).as(key).isEqualTo("(hidden)");
        }
    }
}
