package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Comparisons as users start them: real broker, gate and trainer processes. One installation serves those that ask for
 * nothing of its life; that of a harness which is killed is its own.
 */
class CompareIT extends Comparing {

    @Test
    @Tag("patience")
    void goesOnWhereAKilledHarnessStopped() throws IOException {
        // Given
        Process harness = start(small());
        List<ProcessHandle> trainers = new ArrayList<>();
        await().atMost(Duration.ofMinutes(2)).until(() -> results() >= 3);
        harness.descendants().forEach(trainers::add);
        harness.destroyForcibly();
        await().until(() -> trainers.stream().noneMatch(ProcessHandle::isAlive) && !harness.isAlive());
        long made = results();

        // When
        int code = compare(small());

        // Then
        assertThat(trainers).as("it was killed while it trained").isNotEmpty();
        assertThat(code).as(err.toString()).isZero();
        assertThat(madeBefore()).isEqualTo(made);
        assertThat(results()).isEqualTo(all());
    }

    @Test
    void startsNoBrokerWhereNoResultIsMissing() throws IOException {
        // Given
        compareToItsEnd();
        String first = Files.readString(home.resolve("comparison.json"));

        // When
        int code = compare(small());

        // Then
        assertThat(code).as(err.toString()).isZero();
        assertThat(err.toString()).doesNotContain("Starting broker").contains("Written: ");
        assertThat(Files.readString(home.resolve("comparison.json"))).isEqualTo(first);
    }

    @Test
    @Tag("patience")
    void makesAgainWhatIsMissingAloneAndTheSameAsBefore() throws IOException {
        // Given: the results of the gating network on fresh seeds are missing
        compareToItsEnd();
        JsonNode curves = curves();
        String first = Files.readString(home.resolve("comparison.json"));
        for (JsonNode key : new ObjectMapper().readTree(first).at("/methods/2/runs")) {
            Files.delete(home.resolve("results").resolve(key.asText() + ".json"));
        }

        // When
        int code = compare(there(small()));

        // Then
        assertThat(code).as(err.toString()).isZero();
        assertThat(madeBefore()).isEqualTo(all() - 2);
        assertThat(curves()).isEqualTo(curves);
    }

    @Test
    void startsNothingWhereThePlanOrItsSizesAreWrong() {
        // When
        int code = compare(
                "--set", "methods=dense,gating-network", "--set", "data.train-size=99999", "--set", "batch=9999");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("data.train-size is 99999, but there are 1437", "batch is 9999")
                .doesNotContain("Starting");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void saysInOneSentenceWhereDataAreLookedFor() {
        // When
        int code = compare("--set", "data.set=mnist=mnist", "--data-root", home.toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("data sets are looked for below " + home);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void asksWhereDataLieThatAreFiles() {
        // When
        int code = compare("--set", "data.set=mnist=mnist");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("compare.data-root is missing: the plan's data are files, expected --data-root");
        assertThat(err.toString().lines()).hasSize(1);
    }

    private void compareToItsEnd() {
        int code = compare(there(small()));
        if (code != 0) {
            throw new IllegalStateException("the first comparison ended with " + code + ": " + err);
        }
    }

    private static String[] small() {
        return List.of(
                        "methods=dense,random,gating-network",
                        "data.train-size=120",
                        "data.test-size=60",
                        "network.layers=12",
                        "optimizer.name=sgd",
                        "batch=20",
                        "steps=40",
                        "decision-interval=10",
                        "probe.interval=10",
                        "evaluation-interval=10",
                        "gate.warm-up=10",
                        "gate.last-change=30",
                        "learning-rates=0.1,0.2",
                        "tuning-seeds=11",
                        "seeds=1,2",
                        "targets=2.0",
                        "wall-clock-seeds=1",
                        "workers=2")
                .stream()
                .flatMap(setting -> Stream.of("--set", setting))
                .toArray(String[]::new);
    }

    /** Three methods at two rates on a tuning seed, on two fresh seeds and one timed. */
    private static long all() {
        return 3 * (2 + 2 + 1);
    }

    private JsonNode curves() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(home.resolve("comparison.json").toFile());
        return json.at("/methods/2/evaluations");
    }

    private long results() throws IOException {
        Path folder = home.resolve("results");
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    private long madeBefore() {
        Matcher found = Pattern.compile(", (\\d+) of them made before").matcher(err.toString());
        long made = 0;
        while (found.find()) {
            made += Long.parseLong(found.group(1));
        }
        return made;
    }

    /** Starts a harness of its own, which can be killed. */
    private Process start(String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Plumbline.class.getName()));
        command.addAll(arguments(settings));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(home.resolve("harness.out").toFile())
                .redirectErrorStream(true);
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }
}
