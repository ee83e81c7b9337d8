package io.plumbline.benchmarks;

import io.plumbline.gate.GateConfig;
import io.plumbline.gate.GateService;
import io.plumbline.service.Configuration;
import io.plumbline.service.Health;
import io.plumbline.service.Logs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gate in a JVM of its own, as a user starts one, so that it can be killed. It ends with the process that started it. */
final class GateProcess implements AutoCloseable {

    private static final String READY = "ready";
    private static final long OFTEN_MS = 20;

    private final String servers;
    private final String id;
    private final Path directory;
    private final int standbys;
    private final List<String> options;
    private Process process;
    private BufferedReader out;

    /** Starts one with more options for its Java. */
    GateProcess(String servers, String id, Path directory, int standbys, String... options) throws IOException {
        this.servers = servers;
        this.id = id;
        this.directory = directory;
        this.standbys = standbys;
        this.options = List.of(options);
        start();
    }

    String id() {
        return id;
    }

    /** Starts it, again after {@link #kill}, under the same name and on the same state, and does not wait. */
    void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As ./plumbline gate has them.
        command.addAll(List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx640m"));
        command.addAll(List.of(
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), GateProcess.class.getName()));
        command.addAll(List.of(servers, id, directory.toString(), Integer.toString(standbys)));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    void awaitReady() throws IOException {
        if (!READY.equals(out.readLine())) {
            throw new IllegalStateException("the gate " + id + " ended before it was ready");
        }
    }

    /** Checks that it has not ended by itself. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the gate ended with exit code " + process.exitValue());
        }
    }

    /** Stops it, and waits until it has ended. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The process itself. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[2]);
        Logs.toFile(directory.resolveSibling(args[1] + ".log"));
        GateConfig config = Configuration.of(Map.of(
                        "bootstrap-servers", args[0],
                        "gate.instance-id", args[1],
                        "gate.state-directory", args[2],
                        "gate.standbys", args[3],
                        "admin.port", "0"))
                .finish(GateConfig::read);
        try (GateService gate = GateService.start(config)) {
            var unused = gate.failure().thenAccept(failure -> {
                System.err.println(failure.getMessage());
                Runtime.getRuntime().halt(1);
            });
            while (!gate.health().report(Health.Probe.READY).isUp()) {
                TimeUnit.MILLISECONDS.sleep(OFTEN_MS);
            }
            System.out.println(READY);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
