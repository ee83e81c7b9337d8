package io.plumbline.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testkit.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rules and their tests, as their files say them. */
final class Alerts {

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

    /** Returns the expressions of all alerts and records. */
    static List<String> expressions() {
        return Stream.of("plumbline-alerts.yaml", "plumbline-rules.yaml")
                .flatMap(name -> rules(name).stream())
                .map(rule -> rule.path("expr").asText())
                .toList();
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
        Checkout.tree(Checkout.file("docker/prometheus/" + name))
                .path("groups")
                .forEach(group -> rules.addAll(Checkout.list(group.path("rules"))));
        return rules;
    }

    private static List<JsonNode> tests() {
        return Checkout.files("docker/prometheus/tests").stream()
                .flatMap(file -> Checkout.list(Checkout.tree(file).path("tests")).stream())
                .toList();
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
