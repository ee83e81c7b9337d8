package io.plumbline.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dashboard as its file says it.
 *
 * @param file that holds it
 * @param json whole
 */
record Dashboard(Path file, JsonNode json) {

    private static final Pattern VALUES = Pattern.compile("label_values\\((.*), *\\w+\\)");

    /** Returns all dashboards, by file name. */
    static List<Dashboard> all() {
        return Checkout.files("docker/grafana/dashboards").stream()
                .filter(file -> file.toString().endsWith(".json"))
                .map(Dashboard::read)
                .toList();
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file, new ObjectMapper().readTree(file.toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " is no JSON", unreadable);
        }
    }

    /** Returns all panels but rows. */
    List<Panel> panels() {
        return everything().stream().filter(panel -> !panel.is("row")).toList();
    }

    /** Returns panels and rows, those inside of rows as well. */
    List<Panel> everything() {
        List<Panel> found = new ArrayList<>();
        for (JsonNode panel : json.get("panels")) {
            found.add(new Panel(panel));
            panel.path("panels").forEach(inner -> found.add(new Panel(inner)));
        }
        return found;
    }

    /** Returns the variables. */
    List<JsonNode> variables() {
        return Checkout.list(json.at("/templating/list"));
    }

    /** Returns the variable of a name. */
    JsonNode variable(String name) {
        return variables().stream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no variable " + name));
    }

    List<JsonNode> annotations() {
        return Checkout.list(json.at("/annotations/list"));
    }

    /** Returns everything that is asked of Prometheus: by panels, annotations and variables, as it stands. */
    List<String> queries() {
        List<String> queries = new ArrayList<>();
        panels().forEach(panel -> queries.addAll(panel.queries()));
        annotations().forEach(annotation -> queries.add(annotation.path("expr").asText()));
        for (JsonNode variable : variables()) {
            Matcher values = VALUES.matcher(variable.at("/query/query").asText());
            if (values.matches()) {
                queries.add(values.group(1));
            }
        }
        return queries;
    }

    /** Returns a query with values in place of Grafana's variables. */
    static String filled(String query) {
        return query.replace("$__rate_interval", "20s")
                .replace("$__interval", "5s")
                .replace("$__range", "5m")
                .replaceAll("\\$\\{?(job|instance|run|layer)\\b}?", ".+");
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }

    /**
     * A panel or a row.
     *
     * @param json whole
     */
    record Panel(JsonNode json) {

        boolean is(String type) {
            return json.path("type").asText().equals(type);
        }

        String title() {
            return json.path("title").asText();
        }

        List<JsonNode> targets() {
            return Checkout.list(json.path("targets"));
        }

        List<String> queries() {
            return targets().stream()
                    .map(target -> target.path("expr").asText())
                    .toList();
        }

        int at(String side) {
            return json.path("gridPos").path(side).asInt(-1);
        }

        boolean overlaps(Panel other) {
            return at("x") < other.at("x") + other.at("w")
                    && other.at("x") < at("x") + at("w")
                    && at("y") < other.at("y") + other.at("h")
                    && other.at("y") < at("y") + at("h");
        }

        @Override
        public String toString() {
            return json.path("id").asText() + " " + title();
        }
    }
}
