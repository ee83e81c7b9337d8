package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanCommandTest {

    private static final Duration OLD = Duration.ofDays(8);
    private static final Duration YOUNG = Duration.ofDays(6);

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("plumbline-data");
    }

    @Test
    void removesStatisticsThatNobodyWroteToForAWeekAndKeepsResults() throws IOException {
        // Given
        Path old = run("demo-1", OLD);
        Path young = run("demo-2", YOUNG);

        // When
        int code = clean();

        // Then
        assertThat(code).isZero();
        assertThat(names(old)).containsExactlyInAnyOrder("network.safetensors", "plumbline.log", "report.html");
        assertThat(names(young)).contains("kafka", "gate", "broker.properties");
        assertThat(out.toString()).contains("demo-1", "removed", "kept: younger than 7d", "Removed: 3.0 KB");
    }

    @Test
    void removesNothingInADryRun() throws IOException {
        // Given
        Path old = run("demo-1", OLD);

        // When
        clean("--dry-run");

        // Then
        assertThat(names(old)).contains("kafka", "gate");
        assertThat(out.toString()).contains("would be removed", "Would be removed: 3.0 KB");
    }

    @Test
    void removesYoungerOnesWhereItIsTold() throws IOException {
        // Given
        Path young = run("demo-2", YOUNG);

        // When
        clean("--older-than", "5d");

        // Then
        assertThat(names(young)).doesNotContain("kafka", "gate");
    }

    @Test
    void keepsWhatARunningBrokerHas() throws IOException {
        // Given
        Path old = run("demo-1", OLD);
        try (FileChannel lock = FileChannel.open(old.resolve("broker.lock"), StandardOpenOption.WRITE)) {
            lock.lock();

            // When
            clean();

            // Then
            assertThat(names(old)).contains("kafka", "gate");
            assertThat(out.toString()).contains("kept: its broker is running");
        }
    }

    @Test
    void takesNothingForOursThatMayBeAnothersOrIsKeptOnPurpose() throws IOException {
        // Given
        Path broker = run("broker", OLD);
        Files.createFile(broker.resolve("broker.log"));
        Path comparison = run("compare-plan", OLD);
        Files.createFile(comparison.resolve("compare.log"));
        Path foreign = Files.createDirectories(data().resolve("foreign/kafka")).getParent();
        Files.createDirectories(foreign.resolve("gate"));

        // When
        int code = clean();

        // Then
        assertThat(code).isZero();
        assertThat(names(broker)).contains("kafka", "gate");
        assertThat(names(comparison)).contains("kafka", "gate");
        assertThat(names(foreign)).containsExactlyInAnyOrder("kafka", "gate");
        assertThat(out.toString()).startsWith("Nothing of demos and embedded runs lies below");
    }

    @Test
    void followsNoLink() throws IOException {
        // Given
        Path elsewhere = Files.move(run("demo-elsewhere", OLD), folder.resolve("elsewhere"));
        Files.createSymbolicLink(data().resolve("demo-linked"), elsewhere);
        Path inner = run("demo-1", OLD);
        Path treasure = Files.createDirectories(folder.resolve("treasure"));
        Files.createFile(treasure.resolve("gold"));
        Files.createSymbolicLink(inner.resolve("kafka/linked"), treasure);
        Path half = run("demo-half", OLD);
        Files.move(half.resolve("gate"), folder.resolve("gate-elsewhere"));
        Files.createSymbolicLink(half.resolve("gate"), folder.resolve("gate-elsewhere"));

        // When
        clean();

        // Then
        assertThat(names(elsewhere)).contains("kafka", "gate");
        assertThat(names(inner)).doesNotContain("kafka");
        assertThat(treasure.resolve("gold")).exists();
        assertThat(names(half)).contains("kafka", "gate");
        assertThat(folder.resolve("gate-elsewhere")).isNotEmptyDirectory();
    }

    @Test
    void saysWhatATimeLooksLike() {
        assertThat(clean("--older-than", "soon")).isEqualTo(2);
    }

    private int clean(String... more) {
        String[] arguments = Stream.concat(Stream.of("clean", "--directory", data().toString()), Stream.of(more))
                .toArray(String[]::new);
        PrintWriter writer = new PrintWriter(out, true);
        return Plumbline.line().setOut(writer).setErr(writer).execute(arguments);
    }

    /** What a demo leaves, three kilobytes of it statistics. */
    private Path run(String name, Duration age) throws IOException {
        Path run = data().resolve(name);
        Files.createDirectories(run.resolve("kafka/plumbline.step-stats.v1-0"));
        Files.createDirectories(run.resolve("gate"));
        Files.write(run.resolve("kafka/plumbline.step-stats.v1-0/0.log"), new byte[2_000]);
        Files.write(run.resolve("kafka/plumbline.step-stats.v1-0/0.index"), new byte[10_000]);
        Files.write(run.resolve("gate/state"), new byte[1_000]);
        for (String file : new String[] {
            "kafka/meta.properties",
            "broker.properties",
            "broker.lock",
            "network.safetensors",
            "plumbline.log",
            "report.html"
        }) {
            Files.createFile(run.resolve(file));
        }
        try (Stream<Path> files = Files.walk(run)) {
            FileTime time = FileTime.from(Instant.now().minus(age));
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
        return run;
    }

    private static Stream<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
