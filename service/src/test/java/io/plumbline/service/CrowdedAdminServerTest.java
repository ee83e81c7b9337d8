package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of the admin port that are up to no good. */
class CrowdedAdminServerTest {

    private static final int CROWD = 1_000;

    /** Of a probe of Kubernetes, unless told otherwise. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    private final List<Socket> crowd = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private Registry registry;
    private AdminServer server;

    @BeforeEach
    void start() {
        registry = new Registry("test");
        Health health = new Health();
        server = AdminServer.start(AdminSettings.anyPort(), health, registry);
        Gauge.builder("plumbline.looks", looks, AtomicInteger::incrementAndGet).register(registry.micrometer());
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
        server.close();
        registry.close();
    }

    @Test
    void answersThoughAThousandClientsSendHalfARequest() throws Exception {
        // Given
        int threads = Thread.activeCount();
        for (int client = 0; client < CROWD; client++) {
            connect("GET /metrics HTTP/1.1\r\nHost");
        }

        // When
        HttpResponse<String> health = get("/health/live");

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        assertThat(Thread.activeCount()).isLessThan(threads + 20);
    }

    @Test
    void closesWhatStandsStill() throws Exception {
        // Given
        Duration idle = Duration.ofMillis(200);
        try (AdminServer strict = AdminServer.start(AdminSettings.anyPort(), new Health(), registry, idle)) {
            Socket half = connect(strict, "GET /metrics HTTP/1.1\r\nHost");
            half.setSoTimeout(30_000);

            // When
            byte[] said = half.getInputStream().readAllBytes();

            // Then: told so, or closed without a word, within the time-out of the socket
            assertThat(new String(said, StandardCharsets.UTF_8)).doesNotContain("200 OK");
        }
    }

    @Test
    void answersThoughAThousandClientsDoNotRead() throws Exception {
        // Given: a page beyond what the buffers of a connection hold
        for (int meter = 0; meter < 20_000; meter++) {
            registry.micrometer().counter("plumbline.many", "of", "many-a-long-word-that-fills-the-page-" + meter);
        }
        for (int client = 0; client < CROWD; client++) {
            connect("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }

        // When
        HttpResponse<String> health = get("/health/live");

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(get("/metrics", Duration.ofSeconds(10)).body())
                                .contains("plumbline_looks"));
        assertThat(looks.get()).as("pages made").isLessThan(CROWD / 4);
    }

    private Socket connect(String request) throws IOException {
        return connect(server, request);
    }

    private Socket connect(AdminServer to, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
        crowd.add(socket);
        socket.setReceiveBufferSize(1024);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, PROBE);
    }

    private HttpResponse<String> get(String path, Duration within) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(within)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
