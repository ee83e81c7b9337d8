package io.plumbline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a Prometheus on loopback answers. */
public final class PrometheusApi {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String address;

    /** Asks the one that listens on a port. */
    public PrometheusApi(int port) {
        address = "http://127.0.0.1:" + port;
    }

    /**
     * Returns the series that an expression gives now.
     *
     * @throws AssertionError if it is refused
     * @throws UncheckedIOException if nobody answers
     */
    public List<JsonNode> query(String expression) {
        return series(expression, "/api/v1/query?query=" + encoded(expression));
    }

    /** Returns the series that an expression gave at a time. */
    public List<JsonNode> query(String expression, Instant at) {
        return series(expression, "/api/v1/query?query=" + encoded(expression) + "&time=" + at.getEpochSecond());
    }

    /** Returns the series that an expression gave over a time, with this much between two points. */
    public List<JsonNode> range(String expression, Instant from, Instant to, Duration step) {
        return series(
                expression,
                "/api/v1/query_range?query=" + encoded(expression)
                        + "&start=" + from.getEpochSecond()
                        + "&end=" + to.getEpochSecond()
                        + "&step=" + step.toSeconds());
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

    /** Returns the answer to any request. */
    public JsonNode get(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + path)).build();
            return json.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns a text as it may stand in a path. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
