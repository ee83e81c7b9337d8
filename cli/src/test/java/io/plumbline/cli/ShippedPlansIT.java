package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans that are shipped, as users start them. */
class ShippedPlansIT extends Comparing {

    private static final Path PLANS = Path.of("..", "docs", "experiments");
    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);

    /** Of the form of another plan: they would take minutes, and show nothing that it does not. */
    private static final Set<String> OF_ANOTHER_FORM = Set.of(
            "digits",
            "digits-adam",
            "mnist-2000-tuned",
            "mnist-2000-label-noise-tuned",
            "fashion-2000-tuned",
            "label-noise-512",
            "mnist-8000",
            "three-layers",
            "one-layer");

    static Stream<Path> differentPlans() throws IOException {
        return plans().filter(
                        plan -> !OF_ANOTHER_FORM.contains(plan.getFileName().toString()));
    }

    static Stream<Path> plans() throws IOException {
        try (Stream<Path> folders = Files.list(PLANS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("plan.yaml"))).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("differentPlans")
    @Tag("plans")
    void everyKindOfShippedPlanEndsWithinThreeMinutesInItsSmallForm(Path plan) throws IOException {
        // Given
        requireData(plan);

        // When
        long begin = System.nanoTime();
        int code = compare(withData(there(plan.toString(), "--smoke")));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        // Then
        assertThat(code).as(err.toString()).isZero();
        assertThat(took).isLessThan(THREE_MINUTES);
        JsonNode json =
                new ObjectMapper().readTree(home.resolve("comparison.json").toFile());
        assertThat(json.path("methods")).hasSize(methods(plan).size());
        if (tunes(plan)) {
            assertThat(json.path("methods"))
                    .as("one method at least is tuned")
                    .anyMatch(method -> method.path("tried").size() > 1);
        }
        assertThat(json.at("/metrics/0/methods/0/values")).hasSize(2);
        assertThat(Files.readString(home.resolve("comparison.html"))).contains("Does theory meet the runs");
        assertThat(out.toString()).contains(json.path("subject").asText() + " against ");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void everyShippedPlanSaysInADryRunHowLongItTakes(Path plan) throws IOException {
        // Given
        requireData(plan);

        // When
        int code = compare(withData(plan.toString(), "--dry-run"));

        // Then
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains(" hours to go with ");
        assertThat(home).as("a dry run starts nothing").isEmptyDirectory();
    }

    /** Skips the test where this machine lacks the plan's data, which is no fault of the plan. */
    private void requireData(Path plan) {
        compare(withData(plan.toString(), "--dry-run"));
        assumeFalse(err.toString().contains("data-root"), plan + " has no data here (TEST_DATA names them): " + err);
    }

    /** A plan at one rate has nothing to choose. */
    private static boolean tunes(Path plan) throws IOException {
        return Files.readAllLines(plan.resolve("plan.yaml")).stream()
                .anyMatch(line -> line.startsWith("learning-rates:") && line.contains(","));
    }

    private static List<String> methods(Path plan) throws IOException {
        return Files.readAllLines(plan.resolve("plan.yaml")).stream()
                .filter(line -> line.startsWith("  - "))
                .map(line -> line.substring(4))
                .toList();
    }

    /** Adds where data sets lie, if somebody says so. */
    private static String[] withData(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Optional.ofNullable(System.getenv("TEST_DATA")).ifPresent(root -> all.addAll(List.of("--data-root", root)));
        return all.toArray(String[]::new);
    }
}
