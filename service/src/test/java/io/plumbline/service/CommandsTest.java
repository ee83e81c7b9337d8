package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CommandsTest {

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @Test
    void readsTheFlagsOfEveryService() {
        // Given
        String[] flags = {
            "--bootstrap-servers=a:1",
            "--admin-port",
            "0",
            "--admin-host=0.0.0.0",
            "--topic-prefix",
            "trial",
            "--kafka",
            "sasl.jaas.config=module required user=\"a\";",
            "--kafka",
            "security.protocol=SASL_SSL",
            "--set",
            "expiry=2h",
            "--log-file",
            "a.log"
        };
        Probe probe = new Probe(configuration -> configuration.finish(c -> String.join(
                " ",
                c.text("topic-prefix", "x"),
                c.text("expiry", "x"),
                c.text("log.file", "x"),
                AdminSettings.read(c, 1).toString(),
                KafkaSettings.read(c).properties().get("sasl.jaas.config"))));

        // When
        int code = run(probe, flags);

        // Then
        assertThat(code).isZero();
        assertThat(probe.answer)
                .isEqualTo("trial 2h a.log AdminSettings[host=0.0.0.0, port=0, kafkaMeters=FEW] module required"
                        + " user=\"a\";");
    }

    @Test
    void printsEveryWrongSettingOnALineAndExitsWithTwo() {
        // Given
        Probe probe = new Probe(configuration ->
                configuration.finish(c -> KafkaSettings.read(c).bootstrapServers() + AdminSettings.read(c, 1)));

        // When
        int code = run(probe, "--bootstrap-servers", "a", "--admin-port", "many", "--set", "admin.prot=1");

        // Then
        assertThat(code).isEqualTo(Commands.CONFIGURATION);
        assertThat(err.toString().lines())
                .containsExactly(
                        "bootstrap-servers must be host:port, comma-separated, was 'a'",
                        "admin.port must be a whole number from 0 to 65535, was 'many'",
                        "admin.prot is no known setting; did you mean admin.port?");
    }

    @Test
    void suggestsTheFlagThatWasMeant() {
        // When
        int code = run(new Probe(configuration -> configuration.finish(c -> "")), "--admin-prot", "1");

        // Then
        assertThat(code).isEqualTo(Commands.CONFIGURATION);
        assertThat(err.toString()).contains("Unknown option").contains("Try 'probe --help'.");
    }

    @Test
    void tellsDoubledFlagsWithEverythingElse() {
        // Given
        Probe probe = new Probe(configuration -> configuration.finish(
                c -> KafkaSettings.read(c).bootstrapServers() + AdminSettings.read(c, 1) + c.integer("a", 0, 9, 0)));

        // When
        int code = run(
                probe,
                "--admin-port",
                "1",
                "--admin-port",
                "2",
                "--set",
                "a=1",
                "--set",
                "a=2",
                "--set",
                "admin.host=h",
                "--admin-host=g",
                "--kafka",
                "retries=1",
                "--set",
                "kafka.retries=2",
                "--set",
                "nothing",
                "--bootstrap-server",
                "x");

        // Then
        assertThat(code).isEqualTo(Commands.CONFIGURATION);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "--admin-port is given twice, with '1' and '2': expected it once",
                        "a is given twice on the command line, with '1' and '2': expected it once",
                        "admin.host is given twice on the command line, with 'g' and 'h': expected it once",
                        "kafka.retries is given twice on the command line, with '1' and '2': expected it once",
                        "--set takes KEY=VALUE, was 'nothing'",
                        "Unknown options: '--bootstrap-server', 'x'; did you mean --bootstrap-servers?",
                        "bootstrap-servers is missing: give --bootstrap-servers localhost:9092,"
                                + " PLUMBLINE_BOOTSTRAP_SERVERS or bootstrap-servers in the configuration file",
                        "Try 'probe --help'.");
    }

    @Test
    void writesOutWhatWouldSteerATerminal() {
        // When
        int code = run(new Probe(configuration -> configuration.finish(c -> "")), "--set", "a\u001b[2J\nb\u202e=1");

        // Then
        assertThat(code).isEqualTo(Commands.CONFIGURATION);
        assertThat(err.toString().lines()).containsExactly("a\\u001b[2J\\nb\\u202e is no known setting");
    }

    @Test
    void saysInASentenceThatMemoryRanOut() {
        // Given
        Probe probe = new Probe(configuration -> {
            throw new OutOfMemoryError("Java heap space");
        });

        // When
        int code = run(probe);

        // Then
        assertThat(code).isEqualTo(Commands.FAILURE);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("out of memory (Java heap space)")
                .contains("JAVA_OPTS=-Xmx");
    }

    @Test
    void saysInASentenceWhatFileCannotBeWritten() {
        // Given
        Probe probe = new Probe(configuration -> {
            throw new UncheckedIOException(new AccessDeniedException("/data/report.html"));
        });

        // When
        int code = run(probe);

        // Then
        assertThat(code).isEqualTo(Commands.FAILURE);
        assertThat(err.toString().lines())
                .containsExactly("/data/report.html cannot be read or written: access is denied");
    }

    @Test
    void exitsWithOneWhereItFails() {
        // Given
        Probe probe = new Probe(configuration -> {
            throw new StartException("The admin port is taken.");
        });

        // When
        int code = run(probe);

        // Then
        assertThat(code).isEqualTo(Commands.FAILURE);
        assertThat(err.toString().lines()).containsExactly("The admin port is taken.");
    }

    @Test
    void tellsItsVersion() {
        // When
        int code = run(new Probe(configuration -> ""), "--version");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("plumbline " + Version.number());
        assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    private int run(Probe probe, String... args) {
        CommandLine line = Commands.line(probe);
        line.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
        return line.execute(args);
    }

    @Command(name = "probe", mixinStandardHelpOptions = true, versionProvider = Version.class)
    private static final class Probe implements Callable<Integer> {

        @Mixin
        private ServiceOptions options;

        private final Function<Configuration, String> read;
        private String answer = "";

        Probe(Function<Configuration, String> read) {
            this.read = read;
        }

        @Override
        public Integer call() {
            answer = read.apply(options.configuration());
            return 0;
        }
    }
}
