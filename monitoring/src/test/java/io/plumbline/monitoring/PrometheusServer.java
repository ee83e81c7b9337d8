package io.plumbline.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testkit.Checkout;
import io.plumbline.testkit.FreePort;
import io.plumbline.testkit.Program;
import io.plumbline.testkit.PrometheusApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A Prometheus with our configuration and rules, aimed at the processes of a test. */
final class PrometheusServer implements AutoCloseable {

    private static final Path FOLDER = Checkout.file("docker/prometheus");

    private final PrometheusApi api;
    private final Program process;

    /** Where its targets are. */
    record Targets(int gate, int metrics, int trainer, int alertmanager) {}

    /** Starts one whose alerts wait a second instead of minutes, and whose scrapes are a second apart. */
    PrometheusServer(Path folder, Targets targets) throws IOException {
        String config = Files.readString(FOLDER.resolve("prometheus.yaml"))
                .replaceAll("(scrape|evaluation)_interval: 15s", "$1_interval: 1s")
                .replace("scrape_timeout: 10s", "scrape_timeout: 1s")
                .replace("gate:9465", "127.0.0.1:" + targets.gate())
                .replace("metrics:9464", "127.0.0.1:" + targets.metrics())
                // One trainer, where the compose file has two.
                .replace(", \"trainer-dense:9401\"", "")
                .replace("trainer:9401", "127.0.0.1:" + targets.trainer())
                .replace("alertmanager:9093", "127.0.0.1:" + targets.alertmanager());
        Files.writeString(folder.resolve("prometheus.yaml"), config);
        for (String rules : List.of("plumbline-rules.yaml", "plumbline-alerts.yaml")) {
            String text = Files.readString(FOLDER.resolve(rules)).replaceAll("(?m)^( +)for: \\d+m$", "$1for: 1s");
            Files.writeString(folder.resolve(rules), text);
        }
        int port = FreePort.next();
        api = new PrometheusApi(port);
        process = Program.start(
                folder.resolve("prometheus.log"),
                List.of(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yaml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--enable-feature=exemplar-storage"));
    }

    /** Returns the series that an expression gives now. */
    List<JsonNode> query(String expression) {
        return api.query(expression);
    }

    /** Returns the series that an expression gave at a time. */
    List<JsonNode> query(String expression, Instant at) {
        return api.query(expression, at);
    }

    /** Returns the series that an expression gave over a time. */
    List<JsonNode> range(String expression, TimeRange time) {
        return api.range(expression, time.from(), time.to(), TimeRange.STEP);
    }

    /** Returns the names of all series that it has. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        api.get("/api/v1/label/__name__/values").path("data").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Returns the exemplars of a series of the last minutes. */
    List<JsonNode> exemplars(String series) {
        long now = System.currentTimeMillis() / 1000;
        return Checkout.list(api.get("/api/v1/query_exemplars?query=" + PrometheusApi.encoded(series) + "&start="
                        + (now - 600) + "&end=" + now)
                .path("data"));
    }

    /** Returns the names of all alerts that fire now. */
    List<String> firing() {
        return Checkout.list(api.get("/api/v1/alerts").at("/data/alerts")).stream()
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asText())
                .toList();
    }

    /** Returns whether it answers. */
    boolean isUp() {
        try {
            return api.get("/api/v1/query?query=1").path("status").asText().equals("success");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
