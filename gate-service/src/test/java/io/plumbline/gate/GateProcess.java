package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.service.Configuration;
import io.plumbline.service.Health.Probe;
import io.plumbline.testkit.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A gate in a JVM of its own, under a name and on a state folder, which can be killed and paused. */
final class GateProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "ready";
    private static final String FAILED = "failed: ";

    private final JavaProcess process;

    private GateProcess(JavaProcess process) {
        this.process = process;
    }

    /** Starts a gate with more settings than those of the pipeline, each {@code key=value}, and returns at once. */
    static GateProcess launch(TestPipeline pipeline, String id, Path stateDirectory, String... settings) {
        String[] own = {
            "bootstrap-servers=" + pipeline.servers,
            "topic-prefix=" + pipeline.topics.prefix(),
            "gate.instance-id=" + id,
            "gate.state-directory=" + stateDirectory,
            "admin.port=0"
        };
        String[] all = Arrays.copyOf(own, own.length + settings.length);
        System.arraycopy(settings, 0, all, own.length, settings.length);
        Path log = stateDirectory.resolveSibling(id + "." + System.nanoTime() + ".log");
        return new GateProcess(JavaProcess.start(List.of("-Xmx256m", "-Dgate.log=" + log), GateProcess.class, all));
    }

    /** Starts a gate and returns when it decides. */
    static GateProcess start(TestPipeline pipeline, String id, Path stateDirectory, String... settings) {
        GateProcess started = launch(pipeline, id, stateDirectory, settings);
        started.process.await(READY);
        return started;
    }

    /** Waits until it fails for good, and returns its sentence. */
    String sentence() {
        return process.await(FAILED);
    }

    int code() {
        return process.code();
    }

    void kill() {
        process.kill();
    }

    void pause() {
        process.pause();
    }

    void resume() {
        process.resume();
    }

    /** Stops it in order. */
    void stop() {
        assertThat(process.end())
                .as("exit code of a gate that was told to stop")
                .isZero();
    }

    @Override
    public void close() {
        process.close();
    }

    /** The process itself: a gate with the settings given, until it fails or its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        var settings = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        GateConfig config = Configuration.of(settings).finish(GateConfig::read);
        try (GateService gate = GateService.start(config)) {
            var unused = gate.failure().thenAccept(failure -> {
                System.out.println(FAILED + failure.getMessage());
                Runtime.getRuntime().halt(1);
            });
            await().atMost(PATIENCE)
                    .until(() -> gate.health().report(Probe.READY).isUp());
            System.out.println(READY);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
