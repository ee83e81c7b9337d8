package io.plumbline.benchmarks;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.gate.GateConfig;
import io.plumbline.gate.GateService;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.Logs;
import io.plumbline.testkit.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** An embedded broker, and optionally a gate, in a temporary directory of their own. */
final class Pipeline implements AutoCloseable {

    private static final long RETENTION_BYTES = 8L << 30;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Path directory;
    private final EmbeddedBroker broker;
    private Optional<GateService> gate = Optional.empty();

    private Pipeline(Path directory, EmbeddedBroker broker) {
        this.directory = directory;
        this.broker = broker;
    }

    /** Starts the broker and creates the topics; the log goes into the directory. */
    static Pipeline start() throws IOException {
        return start(Topics.DEFAULT_PARTITIONS);
    }

    /** Starts the broker and creates the topics, of so many partitions. */
    static Pipeline start(int partitions) throws IOException {
        Path directory = Files.createTempDirectory("plumbline-benchmark");
        Logs.toFile(directory.resolve("benchmark.log"));
        Pipeline started = new Pipeline(directory, EmbeddedBroker.start(keepingAll(directory.resolve("broker"))));
        try (Admin admin = started.admin()) {
            TopicCreator.ensure(admin, started.topics(), partitions, (short) 1);
        }
        return started;
    }

    /** A backlog must not lose its manifest to the retention before a gate reads it. */
    private static BrokerSettings keepingAll(Path home) {
        BrokerSettings usual = BrokerSettings.in(home);
        return new BrokerSettings(home, usual.host(), usual.port(), usual.retention(), RETENTION_BYTES);
    }

    /** Starts the gate with the settings that a user gets. */
    void startGate() {
        gate = Optional.of(GateService.start(GateConfig.of(kafka(), topics(), directory.resolve("gate"))));
    }

    /** Starts a gate in a process of its own, which reads its classes from where an earlier one wrote them at its end, as ./plumbline gate does. */
    GateProcess startGateProcess(String id, int standbys) throws IOException, InterruptedException {
        Path archive = directory.resolve("gate.jsa");
        if (!Files.exists(archive)) {
            archiveClasses(archive);
        }
        return gateProcess(id, standbys, "-XX:SharedArchiveFile=" + archive);
    }

    private void archiveClasses(Path archive) throws IOException, InterruptedException {
        try (GateProcess gate = gateProcess("for-its-classes", 0, "-XX:ArchiveClassesAtExit=" + archive)) {
            gate.awaitReady();
            gate.stop();
        }
    }

    private GateProcess gateProcess(String id, int standbys, String option) throws IOException {
        return new GateProcess(
                broker.bootstrapServers(),
                id,
                directory.resolve(id),
                standbys,
                option,
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off");
    }

    void stopGate() {
        gate.ifPresent(GateService::close);
        gate = Optional.empty();
    }

    /** Returns the bytes of every topic in the broker's log. */
    Map<String, Long> sizes() throws InterruptedException, ExecutionException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Admin admin = admin()) {
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(directories -> directories.values().stream())
                    .forEach(place -> place.replicaInfos()
                            .forEach(
                                    (partition, replica) -> sizes.merge(partition.topic(), replica.size(), Long::sum)));
        }
        return sizes;
    }

    /** Returns the bytes of the latest value of every key of some topics: what compaction would leave. */
    long latestBytes(String... names) {
        Map<String, Integer> latest = new HashMap<>();
        try (KafkaConsumer<String, byte[]> reader = reader("latest", names)) {
            Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(POLL)
                        .forEach(record -> latest.put(
                                record.topic() + record.key(), record.value() == null ? 0 : record.value().length));
            }
        }
        return latest.values().stream().mapToLong(Integer::longValue).sum();
    }

    KafkaSettings kafka() {
        return KafkaSettings.of(broker.bootstrapServers());
    }

    Topics topics() {
        return Topics.standard();
    }

    /** Creates topics of one partition each that are not topics of the product. */
    void create(String... names) throws InterruptedException, ExecutionException {
        List<NewTopic> plain = Arrays.stream(names)
                .map(name -> new NewTopic(name, 1, (short) 1))
                .toList();
        try (Admin admin = admin()) {
            admin.createTopics(plain).all().get();
            if (!TopicCreator.awaitVisible(admin, List.of(names))) {
                throw new IllegalStateException("the broker does not show " + List.of(names));
            }
        }
    }

    Sending producer(String name) {
        return new Sending(new KafkaProducer<>(kafka().producer(name)));
    }

    /** Returns a reader of committed records, from the beginning, of all partitions of some topics. */
    KafkaConsumer<String, byte[]> reader(String name, String... topics) {
        KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(kafka().consumer(name));
        var partitions = Arrays.stream(topics)
                .flatMap(topic -> reader.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    Admin admin() {
        return Admin.create(kafka().admin("benchmark-admin"));
    }

    @Override
    public void close() throws IOException {
        stopGate();
        broker.close();
        Folders.delete(directory);
    }
}
