package io.plumbline.gate;

import io.plumbline.protocol.Role;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.service.AdminServer;
import io.plumbline.service.Closing;
import io.plumbline.service.Failure;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaChange;
import io.plumbline.service.KafkaTrouble;
import io.plumbline.service.KafkaWatch;
import io.plumbline.service.Registry;
import io.plumbline.service.StartException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gate. It waits for Kafka and survives every outage; a failure that waiting cannot fix ends it and completes
 * {@link #failure()}. Closing it waits until its decisions are committed; steps that it had not decided are decided
 * after the next start.
 */
public final class GateService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GateService.class);

    private static final String NAME = "gate";

    /** Longer than Kafka Streams takes to leave its group. */
    private static final Duration CLOSE = Duration.ofSeconds(6);

    private final Closing closing;
    private final Health health;
    private final Failure failure;
    private final AdminServer admin;

    private GateService(Closing closing, Health health, Failure failure, AdminServer admin) {
        this.closing = closing;
        this.health = health;
        this.failure = failure;
        this.admin = admin;
    }

    /** Starts a gate that reports only to its log, see {@link #start(GateConfig, Consumer)}. */
    public static GateService start(GateConfig config) {
        return start(config, sentence -> {});
    }

    /**
     * Starts a gate: opens its admin port, waits for Kafka, creates missing topics, then reads on where the last gate
     * of the installation stopped, or from the beginning. Returns once the port is open; {@link #health()} says when
     * the gate is ready.
     *
     * @param console receives a sentence when Kafka is waited for, lost and back, and when the gate starts again
     * @throws StartException if the admin port is taken
     */
    public static GateService start(GateConfig config, Consumer<String> console) {
        return Closing.start(closing -> {
            Registry registry = closing.add(new Registry(NAME, config.admin()));
            Health health = new Health();
            Failure failure = new Failure(NAME, health);
            KafkaWatch watch = closing.add(KafkaWatch.start(
                    config.kafka(), registry, health, failure, KafkaChange.listener(failure, console)));
            Meters meters = new Meters(registry.micrometer());
            Streaming.Life life = new Streaming.Life(
                    () -> client(config, meters),
                    new FatalCauses(config)::sentence,
                    died -> KafkaTrouble.sentence(config.kafka(), died),
                    onClose(config));
            Streaming streaming = new Streaming(life, watch, failure, health, registry.micrometer(), console);
            AdminServer admin = closing.add(AdminServer.start(config.admin(), health, registry));
            Thread thread = failure.thread("gate", streaming::run);
            closing.add(() -> stop(thread));
            thread.start();
            LOG.info("gate started, application={}, admin port={}", config.applicationId(), admin.port());
            return new GateService(closing, health, failure, admin);
        });
    }

    /** Returns its health; ready when it decides. */
    public Health health() {
        return health;
    }

    /**
     * Completes with one sentence if the gate fails for good: another gate runs under its name, Kafka refuses it, its
     * state cannot be used, its topics differ in their number of partitions. The gate decides nothing from then on;
     * close it. Never completes otherwise.
     */
    public CompletableFuture<StartException> failure() {
        return failure.future();
    }

    /** Returns the port of /metrics and /health. */
    public int adminPort() {
        return admin.port();
    }

    private static KafkaStreams client(GateConfig config, Meters meters) {
        StateFolder.of(config).prepare();
        RocksLibrary.load(config.stateDirectory());
        int partitions = ensureTopics(config);
        var topology = GateTopology.build(config.topics(), partitions, config.silence(), meters);
        try {
            return new KafkaStreams(topology, StreamsSettings.of(config));
        } catch (StreamsException refused) {
            throw new StartException(
                    "The gate cannot keep its state in " + config.stateDirectory()
                            + ": another gate runs there, or Kafka Streams cannot use it (" + refused.getMessage()
                            + "); give every gate its own with --set gate.state-directory=…",
                    refused);
        }
    }

    private static int ensureTopics(GateConfig config) {
        try (Admin kafka = Admin.create(config.kafka().admin(config.applicationId() + "-admin"))) {
            int partitions = TopicCreator.ensure(kafka, config.topics(), config.partitions(), config.replication());
            Role.GATE.require(kafka, config.topics());
            return partitions;
        } catch (IllegalStateException unfit) {
            throw new StartException("The gate cannot start: " + unfit.getMessage(), unfit);
        }
    }

    /** With static membership the runs wait for this instance's return; without it others take them over at once. */
    private static GroupMembershipOperation onClose(GateConfig config) {
        return config.instanceId().isPresent()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
    }

    private static void stop(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join(CLOSE.toMillis());
        if (thread.isAlive()) {
            LOG.warn("the gate did not stop within {}", CLOSE);
        }
    }

    @Override
    public void close() {
        closing.close();
    }
}
