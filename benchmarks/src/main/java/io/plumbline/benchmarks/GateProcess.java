package io.plumbline.benchmarks;

import io.plumbline.gate.GateConfig;
import io.plumbline.gate.GateService;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.Logs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A gate in a JVM of its own, with the memory that {@code ./plumbline gate} gives it, until it is closed. */
public final class GateProcess implements AutoCloseable {

    private final Process process;

    private GateProcess(Process process) {
        this.process = process;
    }

    /** Starts a gate on the topics of {@link Topics#standard()}; its state and its log go into the directory. */
    static GateProcess start(String servers, Path directory) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                GateProcess.class.getName(),
                servers,
                directory.toString());
        return new GateProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The process itself; arguments: servers, directory. It ends with its parent, which holds its input open. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[1]);
        Logs.toFile(directory.resolve("gate.log"));
        GateConfig config = GateConfig.of(KafkaSettings.of(args[0]), Topics.standard(), directory.resolve("state"));
        try (GateService gate = GateService.start(config)) {
            CompletableFuture<Void> ends = gate.failure().thenAccept(failed -> {
                System.err.println("the gate failed: " + failed.getMessage());
                Runtime.getRuntime().halt(1);
            });
            System.in.transferTo(OutputStream.nullOutputStream());
            ends.cancel(false);
        }
    }

    /** Checks that it has not ended by itself. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the gate ended with exit code " + process.exitValue());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
