package io.plumbline.metrics;

import io.plumbline.service.AdminServer;
import io.plumbline.service.Closing;
import io.plumbline.service.Failure;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaChange;
import io.plumbline.service.KafkaWatch;
import io.plumbline.service.Registry;
import io.plumbline.service.StartException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records about runs and shows them at {@code /metrics}. It waits for Kafka and survives every outage; a
 * failure that waiting cannot fix ends it and completes {@link #failure()}.
 */
public final class MetricsService implements AutoCloseable {

    static final String NAME = "metrics";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsService.class);

    /** Longer than a client takes to close without Kafka. */
    private static final Duration CLOSE = Duration.ofSeconds(6);

    private final Closing parts;
    private final Failure failure;
    private final AdminServer server;

    private MetricsService(Closing parts, Failure failure, AdminServer server) {
        this.parts = parts;
        this.failure = failure;
        this.server = server;
    }

    /** Starts a service that reports only to its log, see {@link #start(MetricsConfig, Consumer)}. */
    public static MetricsService start(MetricsConfig config) {
        return start(config, sentence -> {});
    }

    /**
     * Starts the service: opens its admin port, waits for Kafka, creates missing topics, then reads. Returns once the
     * port is open; /health/ready says when the log has been read.
     *
     * @param console receives a sentence when Kafka is waited for, lost and back
     * @throws StartException if the admin port is taken
     */
    public static MetricsService start(MetricsConfig config, Consumer<String> console) {
        return Closing.start(parts -> {
            Clock clock = Clock.systemUTC();
            Registry registry = parts.add(new Registry(NAME, config.admin()));
            Health health = new Health();
            Failure failure = new Failure(NAME, health);
            KafkaWatch kafka = parts.add(KafkaWatch.start(
                    config.kafka(), registry, health, failure, KafkaChange.listener(failure, console)));
            OwnMeters meters = new OwnMeters(registry.micrometer());
            Refusals refusals = new Refusals(config.topics(), meters);
            Intake intake = new Intake(config.topics(), refusals);
            LogReader reader = new LogReader(config.topics(), intake, config.showing(), clock, kafka::isUp, health);
            show(config, registry, meters, intake, reader, clock);
            // Opened with all its checks, and before anything that may wait.
            AdminServer server = parts.add(AdminServer.start(config.admin(), health, registry));
            Reading reading = new Reading(config, kafka, registry, refusals, reader, console);
            GateWatch gate = new GateWatch(config.kafka(), config.topics(), kafka, registry.micrometer(), clock);
            start(failure.thread("gate-watch", gate::run), parts);
            start(failure.thread("reader", reading::run), parts);
            LOG.info("metrics service started, port={}", server.port());
            return new MetricsService(parts, failure, server);
        });
    }

    /**
     * Completes with one sentence if the service fails for good: Kafka refuses it, or its topics differ in their number
     * of partitions. It reads nothing from then on; close it. Never completes otherwise.
     */
    public CompletableFuture<StartException> failure() {
        return failure.future();
    }

    /** Returns the admin port. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        parts.close();
    }

    private static void start(Thread thread, Closing parts) {
        parts.add(() -> stop(thread));
        thread.start();
    }

    private static void stop(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join(CLOSE.toMillis());
        if (thread.isAlive()) {
            LOG.warn("{} did not stop within {}", thread.getName(), CLOSE);
        }
    }

    private static void show(
            MetricsConfig config, Registry registry, OwnMeters meters, Intake intake, LogReader reader, Clock clock) {
        VisibilityPolicy showing = config.showing();
        // Metrics of half a log would look like a run that has lost its data.
        registry.prometheus()
                .register(new RunCollector(() ->
                        reader.isCaughtUp() ? showing.shown(intake.views(), clock.millis()) : List.<RunView>of()));
        meters.runs(
                () -> reader.isCaughtUp()
                        ? showing.shown(intake.views(), clock.millis()).size()
                        : 0,
                () -> showing.hidden(intake.views(), clock.millis()),
                () -> reader.isCaughtUp() ? 1 : 0);
        intake.topics().forEach(topic -> {
            meters.begin(topic);
            meters.lag(topic, reader::lag);
        });
    }
}
