package io.plumbline.metrics;

import io.plumbline.protocol.Topics;
import io.plumbline.service.Health;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition without a group. First runs whole, which says what else is needed; then all topics from the
 * earliest manifest of a run that may be shown. Caught up once it has passed where the log ended at the start.
 */
final class LogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final String CONNECTIONS = "connection-count";

    private final Consumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final int partitions;
    private final Intake intake;
    private final Showing showing;
    private final Clock clock;
    private final Health.Switch live;
    private final Thread thread = new Thread(this::run, "metrics-reader");
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();
    private volatile long behind = Long.MAX_VALUE;

    LogReader(
            Consumer<byte[], byte[]> consumer,
            Topics topics,
            int partitions,
            Intake intake,
            Showing showing,
            Clock clock,
            Health health) {
        this.consumer = consumer;
        this.topics = topics;
        this.partitions = partitions;
        this.intake = intake;
        this.showing = showing;
        this.clock = clock;
        this.live = health.add(Health.Probe.LIVE, "reader", "");
        health.watch(Health.Probe.READY, "caught-up", this::whyNotCaughtUp);
        health.watch(Health.Probe.READY, "kafka", this::whyNotConnected);
    }

    void start() {
        thread.start();
    }

    boolean isCaughtUp() {
        return behind == 0;
    }

    /** Returns how many records of a topic are not read yet; NaN while that is not known. */
    double lag(String topic) {
        return lags.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToDouble(Map.Entry::getValue)
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            readRuns();
            openAll();
            while (!Thread.currentThread().isInterrupted()) {
                poll();
                tidy();
            }
        } catch (WakeupException closing) {
            LOG.debug("reader closes");
        } catch (RuntimeException failed) {
            LOG.error("reading stopped", failed);
            live.down("reading stopped: " + failed);
        }
    }

    private void readRuns() {
        List<TopicPartition> runs = partitionsOf(topics.runs().name());
        consumer.assign(runs);
        consumer.seekToBeginning(runs);
        readTo(consumer.endOffsets(runs));
    }

    private void openAll() {
        List<TopicPartition> all = new ArrayList<>();
        Source.all(topics)
                .forEach(source -> all.addAll(partitionsOf(source.topic().name())));
        List<TopicPartition> others = new ArrayList<>(all);
        others.removeAll(consumer.assignment());
        consumer.assign(all);
        long from = showing.readFrom(intake.views(), clock.millis());
        Map<TopicPartition, Long> times = new HashMap<>();
        others.forEach(partition -> times.put(partition, from));
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : others) {
            OffsetAndTimestamp start = starts.get(partition);
            // Null: nothing is as young as that.
            consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
        }
        LOG.info(
                "reading from {} ms before now, {} runs known",
                clock.millis() - from,
                intake.views().size());
        readTo(ends);
        behind = 0;
        LOG.info("caught up");
    }

    private void readTo(Map<TopicPartition, Long> ends) {
        long left = left(ends);
        while (left > 0) {
            behind = left;
            poll();
            left = left(ends);
        }
    }

    private long left(Map<TopicPartition, Long> ends) {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        return left;
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            intake.take(record, clock.millis());
        }
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            lag.ifPresent(records -> lags.put(partition, records));
        }
    }

    private void tidy() {
        long now = clock.millis();
        intake.refuseForgotten(now);
        Collection<RunView> views = intake.views();
        showing.forgotten(views, now).forEach(intake::forget);
    }

    private List<TopicPartition> partitionsOf(String topic) {
        List<TopicPartition> all = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            all.add(new TopicPartition(topic, p));
        }
        return all;
    }

    private Optional<String> whyNotCaughtUp() {
        if (isCaughtUp()) {
            return Optional.empty();
        }
        return Optional.of(
                behind == Long.MAX_VALUE ? "reading has not begun" : "reading the log: " + behind + " records to go");
    }

    private Optional<String> whyNotConnected() {
        boolean connected = consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(CONNECTIONS))
                .filter(metric -> metric.getKey().group().equals("consumer-metrics"))
                .anyMatch(metric -> ((Number) metric.getValue().metricValue()).doubleValue() > 0);
        return connected ? Optional.empty() : Optional.of("no connection to Kafka");
    }
}
