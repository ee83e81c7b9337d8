package io.plumbline.metrics;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Looks at the admin port of a service. */
record Scrape(MetricsService service) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Scrape of(MetricsService service) {
        return new Scrape(service);
    }

    void awaitReady() {
        await().atMost(PATIENCE).until(() -> get("/health/ready").body(), body -> body.startsWith("{\"up\":true"));
    }

    boolean hasEnded(String run) {
        return runSeries().stream()
                .anyMatch(line ->
                        line.matches("plumbline_run_state\\{run=\"" + run + "\",state=\"(finished|failed)\"} 1.0"));
    }

    boolean allRead() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("plumbline_consumer_lag_records{"))
                .allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
    }

    /** What is shown of runs, without the meters of the service itself. */
    List<String> runSeries() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("plumbline_") && line.contains("run=\""))
                .toList();
    }

    String metrics() {
        return get("/metrics").body();
    }

    HttpResponse<String> get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
            return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
