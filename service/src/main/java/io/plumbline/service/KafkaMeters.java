package io.plumbline.service;

import io.micrometer.core.instrument.Meter;
import io.plumbline.core.files.Spelling;
import java.util.List;
import java.util.Set;

/** Which of the meters of Kafka's clients are shown: there are hundreds, and most are rarely needed. */
public enum KafkaMeters {
    /** Those in {@link #USEFUL}: connections, lag, throughput, latency, errors, rebalances, life of Kafka Streams. */
    FEW,
    /** All there are. */
    ALL,
    /** None. */
    NONE;

    /** Setting that chooses. */
    static final String KEY = "metrics.kafka";

    /** Names as in Micrometer; documented in the README of this room. */
    static final Set<String> USEFUL = Set.of(
            "kafka.consumer.connection.count",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka.consumer.fetch.manager.records.lag",
            // Shown from the first scrape on; the one of a partition appears within a minute.
            "kafka.consumer.fetch.manager.records.lag.max",
            "kafka.producer.buffer.available.bytes",
            "kafka.producer.connection.count",
            "kafka.producer.record.error.total",
            "kafka.producer.record.send.total",
            "kafka.producer.request.latency.avg",
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.thread.commit.latency.avg",
            "kafka.stream.thread.commit.total",
            "kafka.stream.thread.process.total");

    private static final String PREFIX = "kafka.";

    /** Reads {@code metrics.kafka}. */
    static KafkaMeters read(Configuration configuration) {
        List<String> words = Spelling.all(KafkaMeters.class);
        return Spelling.constant(KafkaMeters.class, KEY, configuration.choice(KEY, words, words.get(0)));
    }

    /** Returns whether a meter is shown; all that are not of Kafka's clients are. */
    boolean shows(Meter.Id meter) {
        if (!meter.getName().startsWith(PREFIX)) {
            return true;
        }
        return switch (this) {
            case FEW -> USEFUL.contains(meter.getName()) && !isSecondSpelling(meter);
            case ALL -> true;
            case NONE -> false;
        };
    }

    /**
     * Kafka's clients report everything about a topic twice: under its name, and with underscores where its name has
     * dots.
     */
    private static boolean isSecondSpelling(Meter.Id meter) {
        String topic = meter.getTag("topic");
        return topic != null && topic.contains("_") && !topic.contains(".");
    }
}
