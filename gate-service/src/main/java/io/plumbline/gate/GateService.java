package io.plumbline.gate;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.service.AdminServer;
import io.plumbline.service.Closing;
import io.plumbline.service.Health;
import io.plumbline.service.Registry;
import io.plumbline.service.StartException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gate. Closing it waits until what it decided is committed; what it had not is decided at the next start. */
public final class GateService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GateService.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Closing closing;
    private final Health health;
    private final AdminServer admin;

    private GateService(Closing closing, Health health, AdminServer admin) {
        this.closing = closing;
        this.health = health;
        this.admin = admin;
    }

    /**
     * Starts a gate: creates topics that are not there, then reads on where the last gate of the installation stopped, or
     * from the beginning. Returns before it is ready; {@link #health()} says when it is.
     *
     * @throws StartException if Kafka does not answer, the topics are cut differently, or the admin port is taken
     */
    public static GateService start(GateConfig config) {
        return Closing.start(closing -> {
            int partitions = ensureTopics(config);
            Registry registry = closing.add(new Registry("gate"));
            Health health = new Health();
            AdminServer admin = closing.add(AdminServer.start(config.admin(), health, registry));
            var topology = GateTopology.build(
                    config.topics(), partitions, config.silence(), new Meters(registry.micrometer()));
            KafkaStreams streams = streams(config, topology);
            closing.add(() -> stop(streams, config));
            closing.add(new KafkaStreamsMetrics(streams)).bindTo(registry.micrometer());
            watch(streams, health);
            streams.start();
            LOG.info("gate started, application={}, admin port={}", config.applicationId(), admin.port());
            return new GateService(closing, health, admin);
        });
    }

    /** Returns how it is; ready when it decides. */
    public Health health() {
        return health;
    }

    /** Returns the port of /metrics and /health. */
    public int adminPort() {
        return admin.port();
    }

    private static int ensureTopics(GateConfig config) {
        try (Admin kafka = Admin.create(config.kafka().admin(config.applicationId() + "-admin"))) {
            return TopicCreator.ensure(kafka, config.topics(), config.partitions(), config.replication());
        } catch (IllegalStateException | KafkaException refused) {
            throw new StartException("The gate cannot start: " + refused.getMessage(), refused);
        }
    }

    private static KafkaStreams streams(GateConfig config, Topology topology) {
        try {
            return new KafkaStreams(topology, StreamsSettings.of(config));
        } catch (StreamsException refused) {
            throw new StartException(
                    "The gate cannot keep its state in " + config.stateDirectory()
                            + ": another gate may be using it; choose another with --set gate.state-directory=… ("
                            + refused.getMessage() + ")",
                    refused);
        }
    }

    private static void watch(KafkaStreams streams, Health health) {
        AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
        Health.Switch started = health.add(Health.Probe.STARTED, "streams", "has not been running yet");
        streams.setUncaughtExceptionHandler(thrown -> {
            LOG.error("the gate fails", thrown);
            failure.set(Optional.of(thrown.toString()));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) {
                started.up();
            }
        });
        health.watch(Health.Probe.LIVE, "streams", () -> failure.get().or(() -> dead(streams.state())));
        health.watch(Health.Probe.READY, "streams", () -> failure.get().or(() -> idle(streams.state())));
    }

    private static Optional<String> dead(State state) {
        return state == State.ERROR || state == State.PENDING_ERROR || state == State.NOT_RUNNING
                ? Optional.of("Kafka Streams is " + state)
                : Optional.empty();
    }

    private static Optional<String> idle(State state) {
        return state == State.RUNNING ? Optional.empty() : Optional.of("Kafka Streams is " + state);
    }

    /** With static membership the runs wait for this instance's return; without it others take them over at once. */
    private static void stop(KafkaStreams streams, GateConfig config) {
        GroupMembershipOperation membership = config.instanceId().isPresent()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        boolean stopped = streams.close(CloseOptions.timeout(PATIENCE).withGroupMembershipOperation(membership));
        if (!stopped) {
            LOG.warn("the gate did not stop within {}", PATIENCE);
        }
    }

    @Override
    public void close() {
        closing.close();
    }
}
