package io.plumbline.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;

/**
 * Three Kafka nodes, each broker and controller, in JVMs of their own: every record is kept three times and acknowledged when
 * two have it, those of offsets and transactions too. Nodes are counted from 0. Not thread safe.
 */
public final class BrokerCluster implements AutoCloseable {

    /** How many nodes there are. */
    public static final int NODES = 3;

    private static final int MEGABYTES = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final List<Integer> ports;
    private final List<Integer> controllers;
    private final List<Program> nodes = new ArrayList<>();

    private BrokerCluster(Path directory) {
        this.directory = directory;
        this.ports = IntStream.range(0, NODES).mapToObj(node -> FreePort.next()).toList();
        this.controllers =
                IntStream.range(0, NODES).mapToObj(node -> FreePort.next()).toList();
    }

    /** Starts all nodes on new data below a directory, and returns when clients can work with all of them. */
    public static BrokerCluster start(Path directory) {
        BrokerCluster cluster = new BrokerCluster(directory);
        String id = Uuid.randomUuid().toString();
        for (int node = 0; node < NODES; node++) {
            cluster.format(node, id);
            cluster.nodes.add(cluster.launch(node));
        }
        cluster.awaitWhole();
        return cluster;
    }

    /** Returns {@code host:port} of all nodes. */
    public String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Returns the process of a node. */
    public Program node(int node) {
        return nodes.get(node);
    }

    /** Starts a node again that was killed, on the same data and ports. */
    public void restart(int node) {
        nodes.set(node, launch(node));
    }

    /** Returns the node whose controller is in charge. */
    public int controller() {
        try (Admin admin = admin()) {
            return ask(() -> admin.describeMetadataQuorum().quorumInfo().get(10, TimeUnit.SECONDS))
                            .leaderId()
                    - 1;
        }
    }

    /** Waits until every node works and no copy of any partition lags behind. */
    public void awaitWhole() {
        try (Admin admin = admin()) {
            Awaitility.await("all nodes of the cluster").atMost(PATIENCE).until(() -> isWhole(admin));
        }
    }

    private static boolean isWhole(Admin admin) {
        try {
            if (admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size() < NODES) {
                return false;
            }
            Set<String> topics = admin.listTopics().names().get(10, TimeUnit.SECONDS);
            return admin.describeTopics(topics).allTopicNames().get(10, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == NODES);
        } catch (ExecutionException | TimeoutException away) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "default.api.timeout.ms",
                "10000",
                "request.timeout.ms",
                "5000"));
    }

    private static <T> T ask(Question<T> question) {
        return Awaitility.await("an answer of the cluster")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(question::answer, answer -> true);
    }

    @FunctionalInterface
    private interface Question<T> {
        T answer() throws Exception;
    }

    private void format(int node, String cluster) {
        Path data = directory.resolve("node-" + node);
        try {
            Files.createDirectories(data);
            Files.write(properties(node), settings(node));
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(node + 1)
                    .setClusterId(cluster)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (Exception failed) {
            throw new IllegalStateException("formatting " + data, failed);
        }
    }

    private Path properties(int node) {
        return directory.resolve("node-" + node + ".properties");
    }

    private List<String> settings(int node) {
        String clients = "CLIENTS://127.0.0.1:" + ports.get(node);
        String voters = IntStream.range(0, NODES)
                .mapToObj(voter -> voter + 1 + "@127.0.0.1:" + controllers.get(voter))
                .collect(Collectors.joining(","));
        return List.of(
                "process.roles=broker,controller",
                "node.id=" + (node + 1),
                "controller.quorum.voters=" + voters,
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=CLIENTS",
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT",
                "listeners=" + clients + ",CONTROLLER://127.0.0.1:" + controllers.get(node),
                "advertised.listeners=" + clients,
                "log.dirs=" + directory.resolve("node-" + node),
                "auto.create.topics.enable=false",
                "default.replication.factor=" + NODES,
                "min.insync.replicas=2",
                "offsets.topic.replication.factor=" + NODES,
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=" + NODES,
                "transaction.state.log.min.isr=2",
                "transaction.state.log.num.partitions=4",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000",
                "group.initial.rebalance.delay.ms=0",
                // As small as three beside the rest of a test must be.
                "log.cleaner.dedupe.buffer.size=" + (8 << 20),
                "num.network.threads=2",
                "num.io.threads=3");
    }

    private Program launch(int node) {
        return Program.start(
                directory.resolve("node-" + node + ".log"),
                Program.java(MEGABYTES, "kafka.Kafka", List.of(properties(node).toString())));
    }

    @Override
    public void close() {
        nodes.forEach(Program::close);
    }
}
