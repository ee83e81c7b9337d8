package io.plumbline.metrics;

import io.plumbline.protocol.TopicCreator;
import io.plumbline.service.AdminServer;
import io.plumbline.service.Closing;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.Registry;
import io.plumbline.service.StartException;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is said of runs and shows it at {@code /metrics}. Runs until it is closed. */
public final class MetricsService implements AutoCloseable {

    static final String NAME = "metrics";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsService.class);

    /** A dead letter must not hold up the reading for long. */
    private static final String DEAD_LETTER_BLOCKS_MS = "5000";

    private final Closing parts;
    private final AdminServer server;

    private MetricsService(Closing parts, AdminServer server) {
        this.parts = parts;
        this.server = server;
    }

    /**
     * Starts the service. Topics that are not there are created.
     *
     * @throws StartException if Kafka does not answer, its topics do not fit together, or the admin port is taken
     */
    public static MetricsService start(MetricsConfig config) {
        return start(config, Clock.systemUTC());
    }

    static MetricsService start(MetricsConfig config, Clock clock) {
        return Closing.start(parts -> {
            int partitions = partitions(config);
            Registry registry = parts.add(new Registry(NAME));
            Health health = new Health();
            Health.Switch started = health.add(Health.Probe.STARTED, "reader", "not started");
            OwnMeters meters = new OwnMeters(registry.micrometer());
            Refusals refusals = new Refusals(producer(parts, registry, config.kafka()), config.topics(), meters);
            Intake intake = new Intake(config.topics(), partitions, refusals);
            LogReader reader = parts.add(new LogReader(
                    consumer(registry, config.kafka()),
                    config.topics(),
                    partitions,
                    intake,
                    config.showing(),
                    clock,
                    health));
            show(config, registry, meters, intake, reader, clock);
            AdminServer server = parts.add(AdminServer.start(config.admin(), health, registry));
            reader.start();
            started.up();
            LOG.info("metrics service started, port={}", server.port());
            return new MetricsService(parts, server);
        });
    }

    /** Returns the admin port. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        parts.close();
    }

    private static int partitions(MetricsConfig config) {
        try (Admin admin = Admin.create(config.kafka().admin("plumbline-metrics-admin"))) {
            return TopicCreator.ensure(admin, config.topics(), config.partitions(), config.replication());
        } catch (KafkaException failed) {
            throw new StartException(
                    "Kafka at " + config.kafka().bootstrapServers() + " does not answer as it should: "
                            + failed.getMessage(),
                    failed);
        } catch (IllegalStateException unfit) {
            throw new StartException(unfit.getMessage(), unfit);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Closing parts, Registry registry, KafkaSettings kafka) {
        Properties properties = kafka.producer("plumbline-metrics-dead-letters");
        properties.putIfAbsent("max.block.ms", DEAD_LETTER_BLOCKS_MS);
        KafkaProducer<byte[], byte[]> producer =
                parts.add(new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
        registry.bind(producer);
        return producer;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Registry registry, KafkaSettings kafka) {
        Properties properties = kafka.consumer("plumbline-metrics-reader");
        properties.putIfAbsent("max.poll.records", "2000");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        registry.bind(consumer);
        return consumer;
    }

    private static void show(
            MetricsConfig config, Registry registry, OwnMeters meters, Intake intake, LogReader reader, Clock clock) {
        Showing showing = config.showing();
        // Half a log would look like a run that lost what it had.
        registry.prometheus()
                .register(new RunCollector(() ->
                        reader.isCaughtUp() ? showing.shown(intake.views(), clock.millis()) : List.<RunView>of()));
        meters.runs(
                () -> reader.isCaughtUp()
                        ? showing.shown(intake.views(), clock.millis()).size()
                        : 0,
                () -> showing.hidden(intake.views(), clock.millis()),
                () -> reader.isCaughtUp() ? 1 : 0);
        Source.all(config.topics()).forEach(source -> meters.lag(source.topic().name(), reader::lag));
    }
}
