package io.plumbline.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard as its file says it.
 *
 * @param file that holds it
 * @param json whole
 */
record Dashboard(Path file, JsonNode json) {

    /** Returns all dashboards, by file name. */
    static List<Dashboard> all() {
        return Repository.files("docker/grafana/dashboards").stream()
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
        return Repository.list(json.at("/templating/list"));
    }

    /** Returns the variable of a name. */
    JsonNode variable(String name) {
        return variables().stream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no variable " + name));
    }

    List<JsonNode> annotations() {
        return Repository.list(json.at("/annotations/list"));
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
            return Repository.list(json.path("targets"));
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
