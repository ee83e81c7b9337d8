package io.plumbline.metrics;

import io.plumbline.protocol.Topics;
import io.plumbline.service.AdminSettings;
import io.plumbline.service.Configuration;
import io.plumbline.service.KafkaSettings;
import java.time.Duration;

/**
 * Settings of the metrics service.
 *
 * @param kafka how Kafka is reached
 * @param topics that are read
 * @param partitions of topics that do not exist yet, at least 1
 * @param replication of topics that do not exist yet; −1: the broker's default
 * @param admin where the meters are shown
 * @param showing which runs are shown
 */
public record MetricsConfig(
        KafkaSettings kafka,
        Topics topics,
        int partitions,
        short replication,
        AdminSettings admin,
        VisibilityPolicy showing) {

    /** The default port of /metrics and /health. */
    public static final int DEFAULT_PORT = 9464;

    /** Returns the defaults of an installation, on any free admin port. */
    public static MetricsConfig of(KafkaSettings kafka, Topics topics) {
        return new MetricsConfig(
                kafka,
                topics,
                Topics.DEFAULT_PARTITIONS,
                (short) -1,
                AdminSettings.anyPort(),
                VisibilityPolicy.DEFAULT);
    }

    /** Returns these settings with another admin port. */
    public MetricsConfig with(AdminSettings other) {
        return new MetricsConfig(kafka, topics, partitions, replication, other, showing);
    }

    /** Reads the settings; {@link Configuration#finish} reports what is wrong. */
    public static MetricsConfig read(Configuration configuration) {
        KafkaSettings kafka = KafkaSettings.read(configuration);
        String prefix = configuration.text("topic-prefix", Topics.DEFAULT_PREFIX);
        int partitions = (int) configuration.integer("partitions", 1, 10_000, Topics.DEFAULT_PARTITIONS);
        short replication = (short) configuration.integer("replication", -1, 100, -1);
        AdminSettings admin = AdminSettings.read(configuration, DEFAULT_PORT);
        Duration expiry = configuration.duration("metrics.expiry", VisibilityPolicy.DEFAULT.ended());
        Duration silence = configuration.duration("metrics.silence", VisibilityPolicy.DEFAULT.silent());
        int max = (int) configuration.integer("metrics.max-runs", 1, 100_000, VisibilityPolicy.DEFAULT.atMost());
        Duration history = configuration.duration("metrics.history", VisibilityPolicy.DEFAULT.history());
        return new MetricsConfig(
                kafka,
                Topics.of(prefix),
                partitions,
                replication,
                admin,
                new VisibilityPolicy(expiry, silence, max, history));
    }
}
