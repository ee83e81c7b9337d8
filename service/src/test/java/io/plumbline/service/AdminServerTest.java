package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Health health = new Health();
    private Registry registry;
    private AdminServer server;

    @BeforeEach
    void start() {
        registry = new Registry("test");
        server = AdminServer.start(AdminSettings.anyPort(), health, registry);
    }

    @AfterEach
    void stop() {
        server.close();
        registry.close();
    }

    @Test
    void showsMetersOfMicrometerAndOfThePrometheusClientOnOnePage() throws Exception {
        // Given
        registry.micrometer().counter("plumbline.apples").increment(3);
        histogram().observe(0.2);

        // When
        HttpResponse<String> response = get("/metrics");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(response.body())
                .contains("plumbline_apples_total 3.0")
                .contains("plumbline_pears_seconds_count 1")
                .contains("plumbline_build_info{service=\"test\",version=\"" + Version.number() + "\"} 1\n")
                .contains("jvm_memory_used_bytes{")
                .contains("jvm_threads_live_threads ")
                .contains("jvm_gc_")
                .contains("process_cpu_usage ")
                .contains("jvm_info{");
    }

    @Test
    void showsExemplarsInOpenMetricsOnly() throws Exception {
        // Given
        histogram().observeWithExemplar(0.2, Labels.of("run", "r1", "version", "4"));
        String exemplar = "# {run=\"r1\",version=\"4\"} 0.2";

        // When
        HttpResponse<String> open = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");

        // Then
        assertThat(open.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(open.body()).contains(exemplar).endsWith("# EOF\n");
        assertThat(get("/metrics").body()).doesNotContain(exemplar);
    }

    @Test
    void saysTheUnitThatANameEndsWith() throws Exception {
        // Given
        histogram().observe(0.2);
        registry.micrometer().counter("plumbline.saved.seconds").increment(2);
        registry.micrometer().counter("plumbline.apples").increment();

        // When
        String open = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0")
                .body();

        // Then
        assertThat(open)
                .contains("# UNIT plumbline_pears_seconds seconds\n", "# UNIT plumbline_saved_seconds seconds\n")
                .contains("plumbline_saved_seconds_total 2.0\n", "# UNIT jvm_memory_used_bytes bytes\n")
                .doesNotContain("# UNIT plumbline_apples");
        assertThat(get("/metrics").body())
                .contains("plumbline_saved_seconds_total 2.0\n")
                .doesNotContain("# UNIT");
    }

    @Test
    void compressesForThoseWhoAsk() throws Exception {
        // Given
        HttpRequest request = request("/metrics")
                .header("Accept-Encoding", "deflate, gzip;q=0.8")
                .build();

        // When
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

        // Then
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .contains("plumbline_build_info");
    }

    @Test
    void saysWhatIsDownAndWhy() throws Exception {
        // Given
        Health.Switch ready = health.add(Health.Probe.READY, "caught-up", "12 records to go");
        health.add(Health.Probe.LIVE, "reader", "");

        // When
        HttpResponse<String> before = get("/health/ready");

        // Then
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body())
                .isEqualTo("{\"up\":false,\"checks\":[{\"name\":\"caught-up\",\"up\":false,"
                        + "\"cause\":\"12 records to go\"}]}\n");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        ready.up();
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/started").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesUnknownPathsAndWrites() throws Exception {
        // Given
        HttpRequest post = request("/metrics")
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        // When
        HttpResponse<String> refused = client.send(post, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(get("/metrics/else").statusCode()).isEqualTo(404);
        assertThat(get("/").body()).contains("href=\"/metrics\"").contains("href=\"/health/ready\"");
    }

    @Test
    void answersHeadWithoutBody() throws Exception {
        // Given
        HttpRequest head = request("/health/live")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        // When
        HttpResponse<String> response = client.send(head, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void saysInOneSentenceThatItsPortIsTaken() {
        // Given
        AdminSettings taken = new AdminSettings(AdminSettings.LOOPBACK, server.port());

        // When / Then
        assertThatThrownBy(() -> AdminServer.start(taken, health, registry))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("The admin port 127.0.0.1:" + server.port() + " cannot be opened")
                .hasMessageEndingWith("Choose another with --admin-port, 0 for any free one.");
    }

    private Histogram histogram() {
        return Histogram.builder()
                .name("plumbline_pears_seconds")
                .help("Pears.")
                .register(registry.prometheus());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
