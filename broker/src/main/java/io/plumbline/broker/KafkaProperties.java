package io.plumbline.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Kafka's own settings for one small node that is broker and controller at once. */
final class KafkaProperties {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String CLIENTS = "PLAINTEXT";
    private static final long LARGEST_SEGMENT = 64L << 20;

    /** Settings that do not depend on directory and ports. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry("inter.broker.listener.name", CLIENTS),
            Map.entry("listener.security.protocol.map", CONTROLLER + ":PLAINTEXT," + CLIENTS + ":PLAINTEXT"),
            // Every topic is created by name, with its settings; a typing error must not make one.
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            // A killed gate's transaction holds back what is decided after it: it is looked for every 10 s by default.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),
            // A fast trainer writes gigabytes in the five minutes of the default.
            Map.entry("log.retention.check.interval.ms", "30000"),
            // The first member of a group need not wait three seconds for others.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // Little memory and few threads: the process has other work (the cleaner alone takes 128 MB by default).
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20)),
            Map.entry("log.cleaner.io.buffer.size", Integer.toString(256 << 10)),
            Map.entry("offsets.load.buffer.size", Integer.toString(1 << 20)),
            Map.entry("transaction.state.log.load.buffer.size", Integer.toString(1 << 20)),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "3"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            Map.entry("num.replica.alter.log.dirs.threads", "1"));

    private KafkaProperties() {}

    static Properties of(BrokerSettings settings, Ports ports, Path directory) {
        String host = settings.host();
        Properties properties = new Properties();
        properties.putAll(FIXED);
        String clients = CLIENTS + "://" + address(host, ports.broker());
        properties.setProperty("listeners", clients + "," + CONTROLLER + "://" + address(host, ports.controller()));
        properties.setProperty("advertised.listeners", clients);
        properties.setProperty("controller.quorum.voters", NODE + "@" + address(host, ports.controller()));
        properties.setProperty("log.dirs", directory.toString());
        properties.setProperty(
                "log.retention.ms", Long.toString(settings.retention().toMillis()));
        properties.setProperty("log.retention.bytes", Long.toString(settings.retentionBytes()));
        properties.setProperty("log.segment.bytes", Integer.toString(segment(settings.retentionBytes())));
        return properties;
    }

    /** Retention removes whole segments, but never the last one. */
    private static int segment(long retentionBytes) {
        return (int) Math.max(BrokerSettings.LEAST_BYTES, Math.min(LARGEST_SEGMENT, retentionBytes / 8));
    }

    /** Returns {@code host:port}, with brackets around a version 6 address. */
    static String address(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
