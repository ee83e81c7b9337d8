package io.plumbline.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.Html;
import io.plumbline.report.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page that shows what a dashboard asks and what a Prometheus answered: Grafana's panels, drawn by our own page code.
 * Every number of it is Prometheus'; a panel that nothing was answered to says so.
 */
final class Rendering {

    private static final List<String> SCRIPTS = List.of(
            "units.js", "fields.js", "numbers.js", "tables.js", "curves.js", "bands.js", "cells.js", "dashboard.js");

    private final Dashboard dashboard;
    private final PrometheusServer prometheus;
    private final TimeRange time;
    private final ObjectNode data = JsonNodeFactory.instance.objectNode();

    /** Asks everything that a dashboard asks. */
    Rendering(Dashboard dashboard, PrometheusServer prometheus, TimeRange time) {
        this.dashboard = dashboard;
        this.prometheus = prometheus;
        this.time = time;
        data.put("from", time.from().getEpochSecond());
        data.put("to", time.to().getEpochSecond());
        data.put("step", TimeRange.STEP.toSeconds());
        ArrayNode panels = data.putArray("panels");
        dashboard.everything().forEach(panel -> panels.add(answered(panel)));
        ArrayNode annotations = data.putArray("annotations");
        dashboard.annotations().forEach(annotation -> annotations.add(answered(annotation)));
    }

    /** Writes a page that needs no other file and returns where it is. */
    Path write(Path folder) throws IOException {
        String title = Html.escape(dashboard.json().path("title").asText());
        String page = new Template(Rendering.class, "dashboard.html")
                .filled(Map.of(
                        "title", title,
                        "file", Html.escape(dashboard.toString()),
                        "head", Template.head(title, Template.text(Rendering.class, "dashboard.css")),
                        "scripts", Template.scripts(Html.json(data), scripts())));
        Path file = folder.resolve(dashboard.json().path("uid").asText() + ".html");
        Files.createDirectories(folder);
        return Files.writeString(file, page);
    }

    private static String scripts() {
        return SCRIPTS.stream()
                .map(name -> Template.text(Rendering.class, name))
                .collect(Collectors.joining("\n"));
    }

    /** A panel as the file says it, with its answers by {@code refId}. */
    private ObjectNode answered(Dashboard.Panel panel) {
        ObjectNode shown = panel.json().deepCopy();
        ObjectNode answers = shown.putObject("answers");
        panel.targets().forEach(target -> answers.set(target.path("refId").asText(), answer(target)));
        return shown;
    }

    private ArrayNode answer(JsonNode target) {
        String query = target.path("expr").asText();
        boolean now = target.path("instant").asBoolean();
        return array(now ? prometheus.query(time.filled(query), time.to()) : range(query));
    }

    /** An annotation as the file says it, with its answer; one that is off is not asked. */
    private ObjectNode answered(JsonNode annotation) {
        ObjectNode shown = annotation.deepCopy();
        boolean isOn = annotation.path("enable").asBoolean();
        shown.set("answer", array(isOn ? range(annotation.path("expr").asText()) : List.of()));
        return shown;
    }

    private List<JsonNode> range(String query) {
        return prometheus.range(time.filled(query), time);
    }

    private static ArrayNode array(List<JsonNode> series) {
        return JsonNodeFactory.instance.arrayNode().addAll(series);
    }
}
