package io.plumbline.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Checks an address or a passed-through property before a client uses it. */
final class KafkaChecks {

    private static final List<ConfigDef> CLIENTS =
            List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());

    /** Prefixes for one kind of client; the longer ones are known to Kafka Streams alone. */
    private static final List<String> ROLES = List.of(
            "producer.", "consumer.", "admin.", "main.consumer.", "restore.consumer.", "global.consumer.", "topic.");

    /** Properties that Plumbline sets itself, with the reason. */
    private static final Map<String, String> RESERVED = Map.ofEntries(
            Map.entry("bootstrap.servers", "set bootstrap-servers instead"),
            Map.entry("client.id", "every client of a service has its own"),
            Map.entry("group.id", "only the gate has a group, named after its application"),
            Map.entry("group.instance.id", "set gate.instance-id instead"),
            Map.entry("num.standby.replicas", "set gate.standbys instead"),
            Map.entry("group.protocol", "only the classic one keeps the name of a gate that restarts"),
            Map.entry("application.id", "it names the gate's state and transactions"),
            Map.entry("isolation.level", "only committed decisions may be read"),
            Map.entry("enable.auto.commit", "positions are kept with the state they belong to"),
            Map.entry("acks", "a decision must not be lost"),
            Map.entry("enable.idempotence", "a record must not be doubled"),
            Map.entry("processing.guarantee", "a decision is made exactly once"),
            Map.entry("partitioner.class", "all records of a run lie in one partition"),
            Map.entry("key.serializer", "topics are typed"),
            Map.entry("value.serializer", "topics are typed"),
            Map.entry("key.deserializer", "topics are typed"),
            Map.entry("value.deserializer", "topics are typed"));

    private KafkaChecks() {}

    /** Returns what is wrong with bootstrap servers. */
    static Optional<String> address(String servers) {
        for (String server : servers.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            if (colon < 1 || !isPort(server.substring(colon + 1).strip())) {
                return Optional.of("bootstrap-servers must be host:port, comma-separated, was '" + servers + "'");
            }
        }
        return Optional.empty();
    }

    /** Returns what is wrong with a property, its {@code kafka.} cut off. */
    static Optional<String> property(String key, String value) {
        String name = withoutRole(key);
        if (RESERVED.containsKey(name)) {
            return Optional.of("kafka." + key + " cannot be set: " + RESERVED.get(name));
        }
        List<ConfigDef> knowing =
                CLIENTS.stream().filter(client -> client.names().contains(name)).toList();
        if (knowing.isEmpty()) {
            return misspelt(key, name);
        }
        // A config provider fills these in when the client starts.
        return value.contains("${") ? Optional.empty() : refused(key, name, value, knowing.get(0));
    }

    static boolean hasRole(String key) {
        return ROLES.stream().anyMatch(key::startsWith);
    }

    private static String withoutRole(String key) {
        return ROLES.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(role -> key.substring(role.length()))
                .orElse(key);
    }

    /** Plug-ins have properties of their own, so an unknown name is refused only if it is nearly a known one. */
    private static Optional<String> misspelt(String key, String name) {
        TreeSet<String> known = new TreeSet<>();
        CLIENTS.forEach(client -> known.addAll(client.names()));
        return Spelling.nearest(name, known)
                .filter(meant -> Spelling.distance(name, meant) <= 2)
                .map(meant -> "kafka." + key + " is unknown to Kafka's clients; did you mean kafka." + meant + "?");
    }

    private static Optional<String> refused(String key, String name, String value, ConfigDef definition) {
        ConfigDef.ConfigKey known = definition.configKeys().get(name);
        try {
            Object parsed = ConfigDef.parseType(name, value, known.type());
            if (known.validator != null) {
                known.validator.ensureValid(name, parsed);
            }
            return Optional.empty();
        } catch (ConfigException refused) {
            String why = Secrets.isSecret(name)
                    ? "its value cannot be read"
                    : Stream.of(refused.getMessage().split(": ", 2))
                            .reduce((first, last) -> last)
                            .orElse("");
            return Optional.of("kafka." + key + " is refused by Kafka's clients: " + why + ", was '"
                    + Secrets.shown(name, value) + "'");
        }
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }
}
