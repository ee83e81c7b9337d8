package io.plumbline.testkit;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real broker in a JVM of its own, which can be killed, paused and started again on the same data. Not thread safe.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final String READY = "broker at ";

    private final Path directory;
    private Process process;
    private final String bootstrapServers;

    private BrokerProcess(Path directory) {
        this.directory = directory;
        this.process = launch(directory);
        this.bootstrapServers = address(process);
    }

    /** Starts a broker and returns when clients can connect. */
    public static BrokerProcess start(Path directory) {
        return new BrokerProcess(directory);
    }

    /** Returns {@code host:port}, the same after a restart. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Returns newly created topics of {@code partitions} partitions. */
    public Topics topics(int partitions) {
        Topics topics = Topics.standard();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicCreator.ensure(admin, topics, partitions, (short) 1);
        }
        return topics;
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        await(process);
    }

    /** Starts it again after {@link #kill}, on the same data and port. */
    public void restart() {
        process = launch(directory);
        address(process);
    }

    /** Pauses the process: connections stay, nothing is answered. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await(process);
    }

    /** The process itself: a broker in the directory named by the argument, until it is killed or its parent ends. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(Path.of(args[0])))) {
            System.out.println(READY + broker.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Process launch(Path directory) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(),
                directory.toString());
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String address(Process process) {
        try {
            // Left open: the process would die of a broken pipe.
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    return line.substring(READY.length());
                }
            }
            throw new AssertionError("the broker's process ended before it was ready");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void signal(String name) {
        try {
            await(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("a process did not end within 30 s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
