package io.plumbline.service;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every two seconds whether it answers, which needs no permission, and reports changes: in the log, to a
 * listener, as readiness check {@code kafka}, and as {@code plumbline_kafka_up} and {@code
 * plumbline_kafka_outages_total}. It uses a client of its own, so that the answer does not depend on what the other
 * clients are doing. Thread safe.
 */
public final class KafkaWatch implements AutoCloseable {

    /** A silence of this length is an outage; longer than a pause of a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

    private final KafkaSettings kafka;
    private final String client;
    private final Consumer<KafkaChange> listener;
    private final KafkaOutages outages;
    private final Thread thread;

    private KafkaWatch(KafkaSettings kafka, String client, Failure failure, Consumer<KafkaChange> listener) {
        this.kafka = kafka;
        this.client = client;
        this.listener = listener;
        this.outages = new KafkaOutages(kafka.bootstrapServers(), PATIENCE, System.nanoTime());
        this.thread = failure.thread(client, this::watch);
    }

    /**
     * Begins to watch.
     *
     * @param kafka where it is
     * @param registry gets the meters
     * @param health gets the readiness check
     * @param failure is set if the watch itself fails
     * @param listener is called with every change, on the thread of the watch; must return soon
     */
    public static KafkaWatch start(
            KafkaSettings kafka, Registry registry, Health health, Failure failure, Consumer<KafkaChange> listener) {
        String client = "plumbline-" + registry.service() + "-watch";
        KafkaWatch watch = new KafkaWatch(kafka, client, failure, listener);
        health.watch(Health.Probe.READY, "kafka", watch::whyNot);
        Gauge.builder("plumbline.kafka.up", () -> watch.isUp() ? 1 : 0)
                .description("1 while Kafka answers, 0 from some seconds without an answer on")
                .register(registry.micrometer());
        FunctionCounter.builder("plumbline.kafka.outages", watch, KafkaWatch::count)
                .description("How often Kafka, once there, stopped to answer")
                .register(registry.micrometer());
        watch.thread.start();
        return watch;
    }

    /** Returns whether Kafka answered within the last seconds. */
    public synchronized boolean isUp() {
        return outages.isUp();
    }

    /** Returns whether Kafka has answered for at least this long, or from the start. */
    public synchronized boolean isUpFor(Duration time) {
        return outages.isUpFor(time, System.nanoTime());
    }

    /** Returns why Kafka counts as down; empty: it answered within the last seconds. */
    public synchronized Optional<String> whyNot() {
        return outages.cause(System.nanoTime());
    }

    /** Returns why Kafka counts as lost; empty: it does not, or it was not asked for long enough yet. */
    public synchronized Optional<String> outage() {
        return outages.outage(System.nanoTime());
    }

    /** Waits until Kafka answers, for as long as it takes. */
    public synchronized void awaitUp() throws InterruptedException {
        while (!outages.isUp()) {
            wait();
        }
    }

    private synchronized double count() {
        return outages.count();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            try (Admin admin = Admin.create(kafka.admin(client))) {
                ask(admin);
            } catch (KafkaException refused) {
                said(refused);
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
            }
        }
    }

    private void ask(Admin admin) throws InterruptedException {
        DescribeClusterOptions briefly = new DescribeClusterOptions().timeoutMs((int) ANSWER_WITHIN.toMillis());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                admin.describeCluster(briefly).clusterId().get(2 * ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
                tell(answered());
            } catch (ExecutionException failed) {
                said(failed.getCause());
            } catch (TimeoutException silent) {
                tell(unanswered("its client is stuck"));
            }
            TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
        }
    }

    private synchronized Optional<KafkaChange> answered() {
        Optional<KafkaChange> change = outages.answered(System.nanoTime());
        notifyAll();
        return change;
    }

    private synchronized Optional<KafkaChange> unanswered(String why) {
        return outages.unanswered(why, System.nanoTime());
    }

    private synchronized Optional<KafkaChange> refused(String why) {
        return outages.refused(why);
    }

    private void said(Throwable failed) {
        String why = why(failed);
        boolean forGood = KafkaTrouble.refusal(kafka, failed).isPresent();
        tell(forGood ? refused(why) : unanswered(why));
    }

    private static String why(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // The sentence says already that a call timed out.
        return root instanceof org.apache.kafka.common.errors.TimeoutException ? "" : root.getMessage();
    }

    private void tell(Optional<KafkaChange> change) {
        change.ifPresent(changed -> {
            LOG.warn("{}", changed.sentence());
            listener.accept(changed);
        });
    }
}
