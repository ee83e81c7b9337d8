package io.plumbline.testkit;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real broker in a JVM of its own, which can be killed, paused and started again on the same data. Not thread safe.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final String READY = "broker at ";

    private final Path directory;
    private JavaProcess process;
    private final String bootstrapServers;

    private BrokerProcess(Path directory) {
        this.directory = directory;
        this.process = launch(directory);
        this.bootstrapServers = process.await(READY);
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
        process.kill();
    }

    /** Starts it again after {@link #kill}, on the same data and port. */
    public void restart() {
        process = launch(directory);
        process.await(READY);
    }

    /** Pauses the process: connections stay, nothing is answered. */
    public void pause() {
        process.pause();
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.close();
    }

    /** The process itself: a broker in the directory named by the argument, until it is killed or its parent ends. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(Path.of(args[0])))) {
            System.out.println(READY + broker.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static JavaProcess launch(Path directory) {
        return JavaProcess.start(List.of("-Xmx256m"), BrokerProcess.class, directory.toString());
    }
}
