package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.testkit.Checkout;
import io.plumbline.testkit.Need;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool on our rules; skipped where it is not installed. */
class PromtoolIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Checkout.file("docker/prometheus");

    @BeforeEach
    void isInstalled() {
        Need.PROMETHEUS.requireProgram("promtool");
    }

    @Test
    void findsNothingWrongWithTheRules() throws Exception {
        // When
        Outcome outcome = run(List.of("promtool", "check", "rules", "plumbline-rules.yaml", "plumbline-alerts.yaml"));

        // Then
        assertThat(outcome.text()).contains("SUCCESS").doesNotContain("FAILED");
        assertThat(outcome.status()).isZero();
    }

    /** What Prometheus' own parser takes, Grafana can ask. */
    @Test
    void findsNothingWrongWithAnyQuery(@TempDir Path folder) throws Exception {
        // Given: a rule of every query
        ArrayNode rules = JSON.createArrayNode();
        Stream.concat(
                        Dashboard.all().stream().flatMap(dashboard -> dashboard.queries().stream()),
                        Questions.queries().stream())
                .map(Dashboard::filled)
                .distinct()
                .forEach(query ->
                        rules.addObject().put("record", "query:" + rules.size()).put("expr", query));
        ObjectNode file = JSON.createObjectNode();
        file.putArray("groups").addObject().put("name", "queries").set("rules", rules);
        JSON.writeValue(folder.resolve("queries.yaml").toFile(), file);

        // When
        Outcome outcome = run(List.of(
                "promtool", "check", "rules", folder.resolve("queries.yaml").toString()));

        // Then
        assertThat(rules).hasSizeGreaterThan(200);
        assertThat(outcome.text()).contains(rules.size() + " rules found");
        assertThat(outcome.status()).as(outcome.text()).isZero();
    }

    @Test
    void findsNothingWrongWithTheConfiguration() throws Exception {
        // When
        Outcome outcome = run(List.of("promtool", "check", "config", "--syntax-only", "prometheus.yaml"));

        // Then
        assertThat(outcome.status()).as(outcome.text()).isZero();
    }

    @Test
    void alertsFireWhenTheyShouldAndOnlyThen() throws Exception {
        // Given
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        Checkout.files("docker/prometheus/tests").forEach(test -> command.add(test.toString()));

        // When
        Outcome outcome = run(command);

        // Then
        assertThat(outcome.status()).as(outcome.text()).isZero();
        assertThat(outcome.text()).contains("SUCCESS").doesNotContain("FAILED");
    }

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), text);
    }

    private record Outcome(int status, String text) {}
}
