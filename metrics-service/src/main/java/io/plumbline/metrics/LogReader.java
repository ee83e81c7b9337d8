package io.plumbline.metrics;

import io.plumbline.protocol.Topics;
import io.plumbline.protocol.log.LogStretch;
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
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition without a group. It first reads the topic runs completely, which shows what else is needed;
 * then all topics from the earliest manifest of a run that may be shown. It has caught up once it has passed the
 * offsets at which the log ended at the start. One thread reads; any thread may ask for the progress.
 */
final class LogReader {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topics topics;
    private final Intake intake;
    private final VisibilityPolicy showing;
    private final Clock clock;
    private final BooleanSupplier listening;
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();
    private volatile long behind = Long.MAX_VALUE;

    /**
     * Prepares; reads nothing.
     *
     * @param listening whether Kafka answers
     * @param health gets the readiness check
     */
    LogReader(
            Topics topics,
            Intake intake,
            VisibilityPolicy showing,
            Clock clock,
            BooleanSupplier listening,
            Health health) {
        this.topics = topics;
        this.intake = intake;
        this.showing = showing;
        this.clock = clock;
        this.listening = listening;
        health.watch(Health.Probe.READY, "caught-up", this::whyNotCaughtUp);
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

    /**
     * Reads from the beginning, until interrupted. Records that an earlier attempt has read are folded again and change
     * nothing.
     *
     * @param consumer of this thread alone
     * @param partitions of every topic
     * @throws org.apache.kafka.common.errors.InterruptException when the thread is told to end
     * @throws org.apache.kafka.common.KafkaException where Kafka does not answer or refuses
     */
    void read(Consumer<byte[], byte[]> consumer, int partitions) {
        behind = Long.MAX_VALUE;
        Pass pass = new Pass(consumer, partitions);
        pass.readRuns();
        LogStretch<byte[]> log = pass.readAll();
        while (!Thread.currentThread().isInterrupted()) {
            pass.readOn(log);
            removeForgotten();
        }
    }

    /** One reading with one consumer. */
    private final class Pass {

        private final Consumer<byte[], byte[]> consumer;
        private final int partitions;

        Pass(Consumer<byte[], byte[]> consumer, int partitions) {
            this.consumer = consumer;
            this.partitions = partitions;
        }

        private void readRuns() {
            read(LogStretch.whole(consumer, partitionsOf(topics.runs().name())));
        }

        private LogStretch<byte[]> readAll() {
            List<TopicPartition> all = new ArrayList<>();
            intake.topics().forEach(topic -> all.addAll(partitionsOf(topic)));
            List<TopicPartition> others = new ArrayList<>(all);
            others.removeAll(consumer.assignment());
            consumer.assign(all);
            long from = showing.readFrom(intake.views(), clock.millis());
            LogStretch<byte[]> log = LogStretch.ahead(consumer);
            seek(others, from, log);
            LOG.info(
                    "reading from {} ms before now, {} runs known",
                    clock.millis() - from,
                    intake.views().size());
            read(log);
            behind = 0;
            LOG.info("caught up");
            return log;
        }

        private void seek(List<TopicPartition> partitions, long fromMs, LogStretch<byte[]> log) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, fromMs));
            Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp start = starts.get(partition);
                // Null: no record is as recent as that.
                consumer.seek(partition, start == null ? log.end(partition) : start.offset());
            }
        }

        private void read(LogStretch<byte[]> stretch) {
            for (long left = stretch.left(); left > 0; left = stretch.left()) {
                behind = left;
                readOn(stretch);
            }
        }

        private void readOn(LogStretch<byte[]> stretch) {
            stretch.readOn(POLL, record -> intake.take(record, partitions, clock.millis()));
            for (TopicPartition partition : consumer.assignment()) {
                OptionalLong lag = consumer.currentLag(partition);
                lag.ifPresent(records -> lags.put(partition, records));
            }
        }

        private List<TopicPartition> partitionsOf(String topic) {
            List<TopicPartition> all = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                all.add(new TopicPartition(topic, p));
            }
            return all;
        }
    }

    private void removeForgotten() {
        long now = clock.millis();
        if (listening.getAsBoolean()) {
            intake.refuseForgotten(now);
        } else {
            // Records that cannot arrive now are not late.
            intake.listenFrom(now);
        }
        Collection<RunView> views = intake.views();
        showing.forgotten(views, now).forEach(intake::forget);
    }

    private Optional<String> whyNotCaughtUp() {
        if (isCaughtUp()) {
            return Optional.empty();
        }
        return Optional.of(
                behind == Long.MAX_VALUE ? "reading has not begun" : "reading the log: " + behind + " records to go");
    }
}
