package io.plumbline.broker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the embedded broker keeps its data, how much of it, and where it listens.
 *
 * @param directory of the broker's data, created if it is missing
 * @param host to listen on: a loopback address or a name of one, since this broker has no authentication
 * @param port to listen on, 0 to 65535; 0: the one kept with the data, and at the first start any that is free
 * @param retention how long records are kept of topics that do not say so themselves, at least a second
 * @param retentionBytes how much of each partition of such a topic is kept, at least {@link #LEAST_BYTES}
 */
public record BrokerSettings(Path directory, String host, int port, Duration retention, long retentionBytes) {

    /** The host of {@link #in}. */
    public static final String LOOPBACK = "127.0.0.1";

    /** A day. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(1);

    /** 512 MiB a partition: 2 GiB a topic of four. */
    public static final long DEFAULT_RETENTION_BYTES = 512L << 20;

    /** Kafka removes whole segments, and none is smaller than this. */
    public static final long LEAST_BYTES = 1L << 20;

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException where the host is unknown or beyond loopback, or the port is no port
     */
    public BrokerSettings {
        directory = directory.toAbsolutePath().normalize();
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("broker port must be 0 to 65535, was " + port);
        }
        if (retention.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the broker's retention must be at least 1s, was " + retention);
        }
        if (retentionBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("the broker's retention must be at least " + LEAST_BYTES
                    + " bytes a partition, was " + retentionBytes);
        }
        if (!isLoopback(host)) {
            throw new IllegalArgumentException("the embedded broker listens on loopback only, such as " + LOOPBACK
                    + ", not on '" + host + "': it knows no encryption and no passwords");
        }
    }

    /** Settings with the default retention. */
    public BrokerSettings(Path directory, String host, int port) {
        this(directory, host, port, DEFAULT_RETENTION, DEFAULT_RETENTION_BYTES);
    }

    /** Returns settings on 127.0.0.1 with a free port. */
    public static BrokerSettings in(Path directory) {
        return new BrokerSettings(directory, LOOPBACK, 0);
    }

    private static boolean isLoopback(String host) {
        // A blank name resolves to loopback but lets Kafka listen everywhere.
        if (host.isBlank()) {
            return false;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("broker host '" + host + "' is unknown", e);
        }
    }
}
