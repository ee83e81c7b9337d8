package io.plumbline.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rules and their tests, as their files say them. */
final class Alerts {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Repository.file("docker/prometheus");

    private Alerts() {}

    /** Returns all alerts. */
    static List<Alert> all() {
        return rules("plumbline-alerts.yaml").stream()
                .filter(rule -> rule.has("alert"))
                .map(Alert::new)
                .toList();
    }

    /** Returns the names of all recording rules. */
    static List<String> records() {
        return rules("plumbline-rules.yaml").stream()
                .map(rule -> rule.path("record").asText())
                .toList();
    }

    /** Returns every expression of alerts and records. */
    static List<String> queries() {
        List<JsonNode> all = new ArrayList<>(rules("plumbline-alerts.yaml"));
        all.addAll(rules("plumbline-rules.yaml"));
        return all.stream().map(rule -> rule.path("expr").asText()).toList();
    }

    /** Returns the tests of alerts: what is expected of one at a time. */
    static List<Expectation> expectations() {
        List<Expectation> all = new ArrayList<>();
        for (JsonNode test : tests()) {
            for (JsonNode one : test.path("alert_rule_test")) {
                all.add(new Expectation(
                        one.path("alertname").asText(), one.path("exp_alerts").size()));
            }
        }
        return all;
    }

    /** Returns the expressions that tests of records and queries evaluate. */
    static List<String> evaluated() {
        List<String> all = new ArrayList<>();
        for (JsonNode test : tests()) {
            test.path("promql_expr_test")
                    .forEach(one -> all.add(one.path("expr").asText()));
        }
        return all;
    }

    private static List<JsonNode> rules(String name) {
        List<JsonNode> rules = new ArrayList<>();
        read(FOLDER.resolve(name))
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static List<JsonNode> tests() {
        List<JsonNode> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("tests"))) {
            files.sorted().forEach(file -> read(file).path("tests").forEach(tests::add));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return tests;
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " is no YAML", unreadable);
        }
    }

    /**
     * An alert.
     *
     * @param json its rule
     */
    record Alert(JsonNode json) {

        String name() {
            return json.path("alert").asText();
        }

        String severity() {
            return json.at("/labels/severity").asText();
        }

        String annotation(String which) {
            return json.path("annotations").path(which).asText();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * What a test expects.
     *
     * @param alert its name
     * @param firing how many of it fire
     */
    record Expectation(String alert, int firing) {}
}
