package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogsTest {

    @TempDir
    private Path directory;

    @AfterEach
    void restore() throws JoranException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void writesToAFileInDirectoriesOfItsOwn() throws IOException {
        // Given
        Path file = directory.resolve("logs/deep/service.log");

        // When
        Logs.toFile(file);
        LoggerFactory.getLogger("org.apache.kafka.Any").info("run={} hello", "r1");
        LoggerFactory.getLogger(LogsTest.class).debug("too much");

        // Then
        assertThat(Files.readString(file))
                .contains("INFO ")
                .contains("run=r1 hello")
                .doesNotContain("too much");
    }

    @Test
    void writesAnObjectALineForMachines() throws IOException {
        // Given
        Path file = directory.resolve("service.log");

        // When
        Logs.toFile(file, Logs.Format.JSON, line -> {});
        LoggerFactory.getLogger(LogsTest.class)
                .warn("run={} \"quoted\"\nand broken", "r1", new IllegalStateException("gone"));

        // Then
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("formattedMessage").asText()).isEqualTo("run=r1 \"quoted\"\nand broken");
        assertThat(line.get("loggerName").asText()).isEqualTo(LogsTest.class.getName());
        assertThat(line.get("throwable").get("message").asText()).isEqualTo("gone");
        assertThat(line.get("timestamp").isNumber()).isTrue();
    }

    @Test
    void writesTheSameToTheConsoleWhereToldTo() {
        // Given
        PrintStream before = System.err;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
        try {
            // When
            Logs.toConsole(Logs.Format.JSON);
            LoggerFactory.getLogger(LogsTest.class).info("hello");
        } finally {
            System.setErr(before);
        }

        // Then
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("\"formattedMessage\":\"hello\"");
    }

    @Test
    void saysOnceThatTheDiskIsFull() {
        // Given a file that never takes a byte
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        List<String> console = new ArrayList<>();

        // When
        Logs.toFile(full, Logs.Format.TEXT, console::add);
        for (int i = 0; i < 1000; i++) {
            LoggerFactory.getLogger(LogsTest.class).info("line {}", i);
        }

        // Then
        assertThat(console)
                .containsExactly("The log file /dev/full cannot be written: no space left on device. Its lines are lost"
                        + " until it can; all else goes on.");
    }

    @Test
    void writesWhatAKafkaClientRepeatsOnce() throws IOException {
        // Given
        Path file = directory.resolve("service.log");
        Logs.toFile(file);

        // When
        for (int i = 0; i < 100; i++) {
            LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").warn("Node {} is gone", i);
        }

        // Then
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void saysInOneSentenceThatItCannotWrite() throws IOException {
        // Given
        Path occupied = Files.writeString(directory.resolve("occupied"), "");

        // When / Then
        assertThatThrownBy(() -> Logs.toFile(occupied.resolve("service.log")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("The log file " + occupied.resolve("service.log") + " cannot be written");
        assertThatThrownBy(() -> Logs.toFile(directory))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot be written");
    }
}
