package io.plumbline.chaos;

import io.plumbline.testkit.FreePort;
import io.plumbline.testkit.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A gate or the metrics service as a process, with files and a port of its own; started again whenever it ends. */
final class Service implements AutoCloseable {

    private static final int MEGABYTES = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final Supervised process;
    private final int port;

    private Service(Supervised process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a gate whose name and folder stay its own. */
    static Service gate(Place place, int number) {
        String name = "gate-" + number;
        return start(
                place,
                "gate",
                name,
                List.of("gate.state-directory=" + place.directory().resolve(name), "gate.instance-id=" + name));
    }

    /** Starts the metrics service. */
    static Service metrics(Place place) {
        return start(place, "metrics", "metrics", List.of());
    }

    private static Service start(Place place, String kind, String name, List<String> settings) {
        int port = FreePort.next();
        List<String> arguments = new ArrayList<>(place.arguments(kind));
        arguments.addAll(List.of("--admin-port", Integer.toString(port)));
        arguments.addAll(
                List.of("--log-file", place.directory().resolve(name + ".log").toString()));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        List<String> command = Program.java(MEGABYTES, Place.MAIN, arguments);
        Path said = place.directory().resolve(name + ".out");
        return new Service(Supervised.start(name, () -> Program.start(said, command), code -> true), port);
    }

    /** Returns its process. */
    Supervised process() {
        return process;
    }

    /** Waits until it works. */
    void awaitReady() {
        Awaitility.await(process.name() + " is ready")
                .atMost(PATIENCE)
                .until(() -> answer("/health/ready").isPresent());
    }

    /** Returns the text of its meters. */
    String meters() {
        return answer("/metrics").orElse("");
    }

    private Optional<String> answer(String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(ANSWER)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException away) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
