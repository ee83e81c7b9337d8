package io.plumbline.chaos;

import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import io.plumbline.testkit.BrokerCluster;
import io.plumbline.testkit.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** A new installation on which a schedule is performed, and which then shows what it kept. */
final class Round {

    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Suite suite;
    private final int number;
    private final Path directory;
    private final Consumer<String> told;

    /**
     * Prepares.
     *
     * @param suite that it belongs to
     * @param number from 0
     * @param directory of its files, new
     * @param told what is done, line by line
     */
    Round(Suite suite, int number, Path directory, Consumer<String> told) {
        this.suite = suite;
        this.number = number;
        this.directory = directory;
        this.told = told;
    }

    /** Performs it. */
    RoundResult run() throws Exception {
        long begin = System.nanoTime();
        Files.createDirectories(directory);
        try (BrokerCluster cluster = BrokerCluster.start(directory.resolve("kafka"))) {
            Place place = new Place(directory, cluster.bootstrapServers(), Topics.standard());
            createTopics(place);
            try (Copies copies = new Copies(place.servers(), suite.seed() + number);
                    Watch watch = new Watch(place.servers(), place.topics(), copies);
                    Service metrics = Service.metrics(place);
                    Service one = Service.gate(place, 0);
                    Service other = Service.gate(place, 1)) {
                List<Service> services = List.of(metrics, one, other);
                services.forEach(Service::awaitReady);
                Undisturbed undisturbed = suite.undisturbed(() -> Undisturbed.of(place, watch));
                List<Runs> runs = Stream.of(Kind.values())
                        .map(kind -> Runs.begin(place, kind))
                        .toList();
                try {
                    Stage stage = new Stage(cluster, List.of(one, other), metrics, runs, watch);
                    perform(stage);
                    awaitEnd(cluster, runs, watch);
                    metrics.awaitReady();
                    Findings findings = new Findings(stage.done(), watch, runs, services, metrics, undisturbed);
                    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
                    return findings.result(number, seconds, copies.written());
                } finally {
                    runs.forEach(Runs::close);
                }
            }
        }
    }

    private static void createTopics(Place place) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", place.servers()))) {
            TopicCreator.ensure(admin, place.topics(), PARTITIONS, (short) BrokerCluster.NODES);
        }
    }

    private void perform(Stage stage) {
        List<Act> acts = suite.acts(number);
        int[] count = {0};
        for (Act act : acts) {
            stage.perform(
                    act,
                    done -> told.accept("round " + (number + 1) + " of " + suite.rounds() + ", act " + ++count[0]
                            + " of " + acts.size() + ": " + act.words() + " " + done.name()));
        }
    }

    /** Lets the last runs end, and everybody catch up with them. */
    private void awaitEnd(BrokerCluster cluster, List<Runs> runs, Watch watch) throws Exception {
        told.accept("round " + (number + 1) + " of " + suite.rounds() + ": the last runs go to their end");
        cluster.awaitWhole();
        runs.forEach(Runs::finish);
        CompletableFuture.allOf(runs.stream().map(Runs::over).toArray(CompletableFuture[]::new))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (Runs some : runs) {
            for (String id : some.ids()) {
                Awaitility.await("the end of " + id)
                        .atMost(PATIENCE)
                        .until(() -> watch.run(id).isFinished()
                                && watch.run(id).isDecided(some.kind().steps()));
            }
        }
        Awaitility.await("the end of the log").atMost(PATIENCE).until(watch::isDone);
    }

    /** Removes the data of Kafka, which are large; what the others said stays. */
    void tidy() {
        Folders.delete(directory.resolve("kafka"));
    }
}
