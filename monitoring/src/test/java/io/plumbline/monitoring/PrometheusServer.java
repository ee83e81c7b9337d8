package io.plumbline.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.testkit.Checkout;
import io.plumbline.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A Prometheus with our configuration and rules, aimed at the processes of a test. */
final class PrometheusServer implements AutoCloseable {

    private static final Path FOLDER = Checkout.file("docker/prometheus");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final Child process;

    /** Where its targets are. */
    record Targets(int gate, int metrics, int trainer, int alertmanager) {}

    /** Starts one whose alerts wait a second instead of minutes, and whose scrapes are a second apart. */
    PrometheusServer(Path folder, Targets targets) throws IOException {
        String config = Files.readString(FOLDER.resolve("prometheus.yaml"))
                .replaceAll("(scrape|evaluation)_interval: 15s", "$1_interval: 1s")
                .replace("scrape_timeout: 10s", "scrape_timeout: 1s")
                .replace("gate:9465", "127.0.0.1:" + targets.gate())
                .replace("metrics:9464", "127.0.0.1:" + targets.metrics())
                .replace("trainer:9401", "127.0.0.1:" + targets.trainer())
                .replace("alertmanager:9093", "127.0.0.1:" + targets.alertmanager());
        Files.writeString(folder.resolve("prometheus.yaml"), config);
        for (String rules : List.of("plumbline-rules.yaml", "plumbline-alerts.yaml")) {
            String text = Files.readString(FOLDER.resolve(rules)).replaceAll("(?m)^( +)for: \\d+m$", "$1for: 1s");
            Files.writeString(folder.resolve(rules), text);
        }
        int port = FreePort.next();
        address = "http://127.0.0.1:" + port;
        process = Child.program(
                folder.resolve("prometheus.log"),
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yaml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--enable-feature=exemplar-storage");
    }

    /** Returns the series that an expression gives now. */
    List<JsonNode> query(String expression) {
        return series(expression, "/api/v1/query?query=" + encoded(expression));
    }

    /** Returns the series that an expression gave at a time. */
    List<JsonNode> query(String expression, Instant at) {
        return series(expression, "/api/v1/query?query=" + encoded(expression) + "&time=" + at.getEpochSecond());
    }

    /** Returns the series that an expression gave over a time. */
    List<JsonNode> range(String expression, TimeRange time) {
        return series(
                expression,
                "/api/v1/query_range?query=" + encoded(expression)
                        + "&start=" + time.from().getEpochSecond()
                        + "&end=" + time.to().getEpochSecond()
                        + "&step=" + TimeRange.STEP.toSeconds());
    }

    private List<JsonNode> series(String expression, String path) {
        JsonNode answer = get(path);
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(expression + ": " + answer);
        }
        JsonNode result = answer.at("/data/result");
        // Of a scalar it is one pair.
        return answer.at("/data/resultType").asText().equals("scalar") ? List.of(result) : Checkout.list(result);
    }

    /** Returns the names of all series that it has. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        get("/api/v1/label/__name__/values").path("data").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Returns the exemplars of a series of the last minutes. */
    List<JsonNode> exemplars(String series) {
        long now = System.currentTimeMillis() / 1000;
        return Checkout.list(
                get("/api/v1/query_exemplars?query=" + encoded(series) + "&start=" + (now - 600) + "&end=" + now)
                        .path("data"));
    }

    /** Returns the names of all alerts that fire now. */
    List<String> firing() {
        return Checkout.list(get("/api/v1/alerts").at("/data/alerts")).stream()
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asText())
                .toList();
    }

    /** Returns whether it answers. */
    boolean isUp() {
        try {
            return get("/api/v1/query?query=1").path("status").asText().equals("success");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + path)).build();
            return new ObjectMapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
