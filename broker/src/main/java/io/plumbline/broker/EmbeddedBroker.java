package io.plumbline.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node KRaft broker in this JVM. Its data is durable: a second start on the same directory finds topics,
 * records and ports as they were. It listens on loopback only, without authentication.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** What Kafka writes into its directory when it is formatted. */
    static final String FORMATTED = "meta.properties";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final Path directory;
    private final String bootstrapServers;
    private final Home home;
    private final KafkaRaftServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(Path directory, String bootstrapServers, Home home, KafkaRaftServer server) {
        this.directory = directory;
        this.bootstrapServers = bootstrapServers;
        this.home = home;
        this.server = server;
    }

    /**
     * Starts a broker and returns when clients can connect: in 1-3 s, more on a cold or busy machine.
     *
     * @param settings of the broker
     * @throws BrokerException where the directory belongs to a running broker or cannot be written, a port is taken, or
     *     Kafka does not start
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        Home home = Home.open(settings.directory());
        Ending.watch(settings.directory());
        try {
            return start(settings, home);
        } catch (IOException | RuntimeException e) {
            Ending.unwatch(settings.directory());
            close(home);
            if (e instanceof BrokerException sentence) {
                throw sentence;
            }
            throw new BrokerException(
                    Ending.isFull(settings.directory())
                            ? Ending.sentence(settings.directory(), true, "")
                            : "the broker in " + settings.directory() + " does not start: " + e,
                    e);
        }
    }

    private static EmbeddedBroker start(BrokerSettings settings, Home home) throws IOException {
        String host = settings.host();
        Ports ports = home.ports()
                .map(kept -> settings.port() == 0 ? kept : kept.withBroker(settings.port()))
                .orElseGet(() -> Ports.free(host, settings.port()));
        ports.requireFree(host);
        home.keep(ports);
        if (!Files.exists(home.kafka().resolve(FORMATTED))) {
            format(home.kafka());
        }
        KafkaConfig config = new KafkaConfig(KafkaProperties.of(settings, ports, home.kafka()), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        String address = KafkaProperties.address(host, ports.broker());
        LOG.info("broker started address={} directory={}", address, settings.directory());
        return new EmbeddedBroker(settings.directory(), address, home, server);
    }

    private static void format(Path logs) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(KafkaProperties.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(KafkaProperties.CONTROLLER)
                .setMetadataLogDirectory(logs.toString())
                .addDirectory(logs.toString())
                .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("formatting " + logs + ": " + e, e);
        }
    }

    /** Returns {@code host:port}, as Kafka's clients want it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Returns the directory that holds all data, absolute. */
    public Path directory() {
        return directory;
    }

    /** Stops the broker, waits for it, and releases its directory; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                server.shutdown();
                server.awaitShutdown();
            } finally {
                Ending.unwatch(directory);
                close(home);
            }
            LOG.info("broker stopped directory={}", directory);
        }
    }

    private static void close(Home home) {
        try {
            home.close();
        } catch (IOException e) {
            LOG.warn("the lock of a broker's directory was not released: {}", e.toString());
        }
    }
}
