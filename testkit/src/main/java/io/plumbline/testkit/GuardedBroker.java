package io.plumbline.testkit;

import io.plumbline.core.files.Spelling;
import io.plumbline.protocol.Role;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that asks for a login, by password or by certificate, and lets each do what its role needs; another listener asks
 * for nothing.
 */
public final class GuardedBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String guarded;
    private final String open;
    private final String encrypted;

    /** Starts one, and returns when clients can connect. */
    public GuardedBroker(Path directory) throws Exception {
        this(directory, Map.of());
    }

    /**
     * Starts one that is reached by TLS, too.
     *
     * @param tls its key store, trust store and what else that listener needs, such as {@code ssl.keystore.location}; empty:
     *     there is no such listener
     */
    public GuardedBroker(Path directory, Map<String, String> tls) throws Exception {
        int controller = FreePort.next();
        encrypted = "127.0.0.1:" + FreePort.next();
        guarded = "127.0.0.1:" + FreePort.next();
        open = "127.0.0.1:" + FreePort.next();
        Properties properties = properties(directory, controller);
        if (!tls.isEmpty()) {
            addEncrypted(properties, tls);
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
        server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
    }

    private Properties properties(Path directory, int controller) {
        String users = Arrays.stream(Role.values())
                .map(role -> " user_" + name(role) + "=\"" + name(role) + "\"")
                .collect(Collectors.joining());
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry(
                        "listeners",
                        "OPEN://" + open + ",GUARDED://" + guarded + ",CONTROLLER://127.0.0.1:" + controller),
                Map.entry("advertised.listeners", "OPEN://" + open + ",GUARDED://" + guarded),
                Map.entry(
                        "listener.security.protocol.map", "OPEN:PLAINTEXT,GUARDED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "OPEN"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                Map.entry(
                        "listener.name.guarded.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required" + users + ";"),
                Map.entry("authorizer.class.name", StandardAuthorizer.class.getName()),
                Map.entry("super.users", "User:ANONYMOUS"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.dirs", directory.toString())));
        return properties;
    }

    private void addEncrypted(Properties properties, Map<String, String> tls) {
        String address = ",TLS://" + encrypted;
        Map.of("listeners", address, "advertised.listeners", address, "listener.security.protocol.map", ",TLS:SSL")
                .forEach((key, more) -> properties.put(key, properties.getProperty(key) + more));
        tls.forEach((key, value) -> properties.put("listener.name.tls." + key, value));
    }

    /** Returns {@code host:port} of TLS. */
    public String encryptedServers() {
        return encrypted;
    }

    /** Returns {@code host:port} where nobody is asked. */
    public String openServers() {
        return open;
    }

    /** Creates topics, and gives every role its rights on them. */
    public Topics topics(int partitions) throws Exception {
        Topics topics = Topics.of("guarded");
        topics(topics, partitions, GuardedBroker::name);
        return topics;
    }

    /** Creates topics, and gives the login of every role its rights on them. */
    public void topics(Topics topics, int partitions, Function<Role, String> login) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", open))) {
            TopicCreator.ensure(admin, topics, partitions, (short) 1);
            for (Role role : Role.values()) {
                admin.createAcls(role.acls(topics, "User:" + login.apply(role)))
                        .all()
                        .get();
            }
        }
    }

    /** Returns {@code host:port} where everybody is asked for a name. */
    public String guardedServers() {
        return guarded;
    }

    /** Returns the properties of clients by which a process of a role logs in. */
    public static Map<String, String> login(Role role) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + name(role)
                        + "\" password=\"" + name(role) + "\";");
    }

    private static String name(Role role) {
        return Spelling.of(role);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
