package io.plumbline.cli;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The flags of a command that starts a broker: how much of the statistics it keeps. A picocli mixin. Runs, evaluations,
 * conditions and mask changes are kept as their topics say.
 */
final class RetentionOptions {

    @Option(
            names = "--retention",
            paramLabel = "TIME",
            description = "how long the broker keeps statistics of steps, such as 6h or 7d (default: 24h)")
    private Optional<String> retention = Optional.empty();

    @Option(
            names = "--retention-bytes",
            paramLabel = "BYTES",
            description = "how much of them it keeps a partition; a run lies in one (default: "
                    + BrokerSettings.DEFAULT_RETENTION_BYTES + ")")
    private Optional<Long> retentionBytes = Optional.empty();

    boolean areGiven() {
        return retention.isPresent() || retentionBytes.isPresent();
    }

    /**
     * Returns settings of a broker of its own.
     *
     * @throws ConfigurationException in one sentence, where a flag makes no sense
     */
    BrokerSettings in(Path directory) {
        return settings(directory, BrokerSettings.LOOPBACK, 0);
    }

    /** Returns settings as {@link #in} does, of a broker that listens elsewhere. */
    BrokerSettings settings(Path directory, String host, int port) {
        try {
            return new BrokerSettings(
                    directory,
                    host,
                    port,
                    retention.map(RetentionOptions::time).orElse(BrokerSettings.DEFAULT_RETENTION),
                    retentionBytes.orElse(BrokerSettings.DEFAULT_RETENTION_BYTES));
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(List.of(refused.getMessage()));
        }
    }

    private static Duration time(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "--retention must be a time such as 30m, 6h or 7d, was '" + text + "'", malformed);
        }
    }
}
