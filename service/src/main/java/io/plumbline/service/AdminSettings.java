package io.plumbline.service;

/**
 * Where a service answers /metrics and /health, and how much it shows there.
 *
 * @param host to listen on; loopback by default, since the page is open to everybody who reaches it
 * @param port 0 to 65535; 0: any free one
 * @param kafkaMeters which meters of Kafka's clients are shown
 */
public record AdminSettings(String host, int port, KafkaMeters kafkaMeters) {

    /** Reached from this machine alone. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Checks the components. */
    public AdminSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("admin.host must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("admin.port must be a whole number from 0 to 65535, was " + port);
        }
    }

    /** Settings that show {@linkplain KafkaMeters#FEW few} of Kafka's meters. */
    public AdminSettings(String host, int port) {
        this(host, port, KafkaMeters.FEW);
    }

    /** Returns a free port on loopback. */
    public static AdminSettings anyPort() {
        return new AdminSettings(LOOPBACK, 0);
    }

    /** Reads {@code admin.host}, {@code admin.port} and {@code metrics.kafka}. */
    public static AdminSettings read(Configuration configuration, int defaultPort) {
        String host = configuration.text("admin.host", LOOPBACK);
        int port = (int) configuration.integer("admin.port", 0, 65_535, defaultPort);
        return new AdminSettings(host, port, KafkaMeters.read(configuration));
    }
}
