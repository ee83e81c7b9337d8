package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of the command; its story is on standard error. */
final class Child {

    final Process process;
    private final BufferedReader story;
    private final StringBuilder told = new StringBuilder();

    Child(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // A build that was started by nohup or in the background ignores signals, and so would this.
                "env",
                "--default-signal=INT,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Plumbline.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // As the launcher does: a thread of the native libraries for each core would spin while others work.
        builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
        process = builder.start();
        story = process.errorReader(StandardCharsets.UTF_8);
    }

    void await(String words) throws IOException {
        for (String line = story.readLine(); line != null; line = story.readLine()) {
            told.append(line).append('\n');
            if (line.contains(words)) {
                return;
            }
        }
        throw new AssertionError("it ended without '" + words + "':\n" + told);
    }

    Duration end(String signal, int code) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        signal(signal);
        assertThat(process.waitFor()).as("exit code, after:%n%s", told).isEqualTo(code);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Sends it a signal. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its end and returns its exit code. */
    int code() throws InterruptedException {
        story();
        return process.waitFor();
    }

    /** Returns what it has told so far, as far as it was read. */
    String told() {
        return told.toString();
    }

    String story() {
        story.lines().forEach(line -> told.append(line).append('\n'));
        return told.toString();
    }

    JsonNode json() throws IOException {
        JsonNode runs = new ObjectMapper()
                .readTree(process.inputReader(StandardCharsets.UTF_8))
                .path("runs");
        return runs.get(runs.size() - 1);
    }
}
