package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.weights.TrainedNetwork;
import io.plumbline.testkit.BrokerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real signals to real processes: nothing that was made is thrown away, and the process ends soon. */
@Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD)
class StopIT {

    /** Two and five seconds are promised; the machine of a build is busy. */
    private static final Duration EXTERNAL = Duration.ofSeconds(10);

    private static final Duration EMBEDDED = Duration.ofSeconds(15);

    @TempDir
    Path home;

    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void end() {
        children.forEach(child -> child.process.destroyForcibly());
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void writesNetworkAndReportOfAnExternalTraining(String signal, int code) throws Exception {
        // Given
        Child child = train("--bootstrap-servers", BrokerFixture.shared().bootstrapServers());
        child.await("step 2,000 of");

        // When
        Duration took = child.end(signal, code);

        // Then
        assertThat(took).isLessThan(EXTERNAL);
        assertThat(child.story()).containsPattern("Stopped after step [0-9,]+ of 20,000[.] Network: ");
        requireStopped(TrainedNetwork.read(home.resolve("network.safetensors")), child.json());
        assertThat(home.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void stopsWhileItWaitsForAGate() throws Exception {
        // Given
        Child child = train(
                "--bootstrap-servers",
                BrokerFixture.shared().bootstrapServers(),
                "--topic-prefix",
                "nobody",
                "--mode",
                "lockstep",
                "--set",
                "decision-interval=7");
        child.await("waits for the gate to decide step 7");

        // When
        Duration took = child.end("INT", 130);

        // Then
        assertThat(took).isLessThan(EXTERNAL);
        assertThat(child.story()).contains("Stopped after step 7 of 20,000.");
        assertThat(TrainedNetwork.read(home.resolve("network.safetensors"))
                        .origin()
                        .step())
                .isEqualTo(7);
    }

    @Test
    void writesNetworkAndReportOfAnEmbeddedTraining() throws Exception {
        // Given
        Child child = train("--embedded");
        child.await("Trainer: http");

        // When
        Duration took = child.end("INT", 130);

        // Then
        assertThat(took).isLessThan(EMBEDDED);
        requireStopped(TrainedNetwork.read(home.resolve("network.safetensors")), child.json());
        assertThat(home.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void reportsWhatADemoMadeUntilItWasStopped() throws Exception {
        // Given
        Child child = started(
                List.of("demo", "--json", "--directory", home.toString(), "--layers", "16", "--steps", "20000"));
        child.await("dense  step 2,000 of");

        // When
        Duration took = child.end("TERM", 143);

        // Then
        assertThat(took).isLessThan(EMBEDDED);
        requireStopped(TrainedNetwork.read(home.resolve("dense.safetensors")), child.json());
    }

    @Test
    void leavesNothingBehindWhereItIsRefused() throws Exception {
        // When
        Child child = train("--embedded", "--batch", "2000");

        // Then
        assertThat(child.process.waitFor()).isEqualTo(2);
        assertThat(child.story()).startsWith("batch is 2000, but the training part of digits has 1437 examples");
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
    }

    private Child train(String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "train",
                "--json",
                "--directory",
                home.toString(),
                "--layers",
                "16",
                "--steps",
                "20000",
                "--set",
                "evaluation-interval=2000"));
        all.addAll(List.of(more));
        return started(all);
    }

    private Child started(List<String> arguments) throws IOException {
        Child child = new Child(arguments);
        children.add(child);
        return child;
    }

    private static void requireStopped(TrainedNetwork network, JsonNode run) {
        assertThat(network.origin().outcome()).isEqualTo("stopped");
        assertThat(run.path("outcome").asText()).isEqualTo("stopped");
        assertThat(run.path("steps").asLong()).isEqualTo(network.origin().step());
    }
}
