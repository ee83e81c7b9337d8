package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.settings.SettingKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PlumblineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    static Stream<String> commands() {
        return Plumbline.line().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(String command) {
        // When
        int code = run(command, "--help");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: plumbline " + command);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandThatRunsSomethingListsItsExitCodes(String command) {
        // When
        run(command, "--help");

        // Then
        if (!command.equals("help")) {
            assertThat(out.toString()).contains("Exit codes:", "  1   ", "  2   ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "demo"})
    void commandsThatTrainListTheSettingsOfTheGate(String command) {
        // When
        run(command, "--help");

        // Then
        assertThat(out.toString())
                .contains("Settings of the gate")
                .contains(SettingKey.ALL.stream()
                        .map(row -> "  " + row.key() + " ")
                        .toList());
    }

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("plumbline ").contains("Java ");
    }

    @Test
    void namesTheCommandsWhereNoneIsGiven() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("broker", "report");
    }

    @Test
    void answersAnUnknownCommandWithASuggestion() {
        assertThat(run("brokre")).isEqualTo(2);
        assertThat(err.toString()).contains("brokre", "broker", "--help");
    }

    @Test
    void refusesABrokerBeyondLoopback() {
        assertThat(run("broker", "--directory", directory.toString(), "--host", "0.0.0.0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("loopback only");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void saysEveryErrorOfAReportAtOnce() {
        // When
        int code = run(
                "report",
                "some-run",
                "--log-file",
                directory.resolve("log").toString(),
                "--topic-prefix",
                "",
                "--set",
                "bootstrap.server=localhost:1");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("bootstrap-servers is missing", "topic-prefix must be", "bootstrap.server");
    }

    private int run(String... arguments) {
        CommandLine line = Plumbline.line().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
