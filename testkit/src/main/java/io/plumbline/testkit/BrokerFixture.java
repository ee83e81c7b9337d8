package io.plumbline.testkit;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;

/** One real broker for all tests of a JVM. Each test takes topics of its own by {@link #freshTopics}. */
public final class BrokerFixture {

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final EmbeddedBroker broker;

    private BrokerFixture(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /** Returns the broker; the first call starts it, the end of the JVM stops it. */
    public static BrokerFixture shared() {
        return Holder.SHARED;
    }

    /** Returns {@code host:port} of the broker. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Returns newly created topics, of {@code partitions} partitions, that no other test uses. */
    public Topics freshTopics(int partitions) {
        Topics topics = uncreatedTopics();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            TopicCreator.ensure(admin, topics, partitions, (short) 1);
        }
        return topics;
    }

    /** Returns topics that no other test uses and that are not there yet. */
    public Topics uncreatedTopics() {
        return Topics.of("test-" + PREFIXES.incrementAndGet());
    }

    /** Lazily made, once. */
    private static final class Holder {
        static final BrokerFixture SHARED = start();

        private static BrokerFixture start() {
            try {
                Path directory = Files.createTempDirectory("plumbline-test-broker");
                EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory));
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "test-broker-stop"));
                return new BrokerFixture(broker);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
