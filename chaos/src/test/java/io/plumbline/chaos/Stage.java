package io.plumbline.chaos;

import io.plumbline.testkit.BrokerCluster;
import io.plumbline.testkit.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** The processes of an installation, and what is done to them. Not thread safe. */
final class Stage {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration CLUSTER_AWAY = Duration.ofSeconds(5);

    private final BrokerCluster cluster;
    private final List<Service> gates;
    private final Service metrics;
    private final List<Runs> runs;
    private final Watch watch;
    private final List<Done> done = new ArrayList<>();
    private boolean overlapped;

    Stage(BrokerCluster cluster, List<Service> gates, Service metrics, List<Runs> runs, Watch watch) {
        this.cluster = cluster;
        this.gates = gates;
        this.metrics = metrics;
        this.runs = runs;
        this.watch = watch;
    }

    /**
     * Does an act, waits for its victim unless the next act is to overlap, and rests.
     *
     * @param told of every act before it is done
     */
    void perform(Act act, Consumer<Done> told) {
        switch (act.victim()) {
            case TRAINER -> trainer(act, told);
            case GATE -> service(act, gates.get(act.number() % gates.size()), told);
            case METRICS -> service(act, metrics, told);
            case BROKER, CONTROLLER -> node(act, told);
            case CLUSTER -> cluster(act, told);
        }
        overlapped = act.overlaps();
        rest(act.rest());
    }

    /** Returns what was done, in order. */
    List<Done> done() {
        return List.copyOf(done);
    }

    private void trainer(Act act, Consumer<Done> told) {
        Runs some = runs.get(act.number() % runs.size());
        // Between two runs there is nobody.
        Awaitility.await("a trainer")
                .atMost(PATIENCE)
                .until(() -> some.process().isAlive());
        Supervised process = some.process();
        String run = process.name();
        int attempt = watch.run(run).attempt();
        begin(act, run, run, attempt, told);
        strike(act, process);
        if (act.kills() && !act.overlaps()) {
            Awaitility.await(run + " goes on")
                    .atMost(PATIENCE)
                    .until(() -> watch.run(run).stepsAgain(attempt).isPresent()
                            || watch.run(run).isFinished());
        }
    }

    private void service(Act act, Service service, Consumer<Done> told) {
        Awaitility.await(service.process().name()).atMost(PATIENCE).until(service.process()::isAlive);
        begin(act, service.process().name(), "", 0, told);
        strike(act, service.process());
        if (!act.overlaps()) {
            service.awaitReady();
        }
    }

    private static void strike(Act act, Supervised process) {
        if (act.kills()) {
            process.kill();
        } else {
            process.pause();
            rest(act.pause());
            process.resume();
        }
    }

    /** One node at a time: a cluster of three outlives no more. */
    private void node(Act act, Consumer<Done> told) {
        cluster.awaitWhole();
        int controller = cluster.controller();
        int node = act.victim() == Victim.CONTROLLER
                ? controller
                : (controller + 1 + act.number() % (BrokerCluster.NODES - 1)) % BrokerCluster.NODES;
        Program process = cluster.node(node);
        begin(act, "node-" + node, "", 0, told);
        if (act.kills()) {
            process.kill();
            cluster.restart(node);
        } else {
            process.pause();
            rest(act.pause());
            process.resume();
        }
        if (!act.overlaps()) {
            cluster.awaitWhole();
        }
    }

    private void cluster(Act act, Consumer<Done> told) {
        begin(act, "all nodes", "", 0, told);
        for (int node = 0; node < BrokerCluster.NODES; node++) {
            cluster.node(node).kill();
        }
        rest(CLUSTER_AWAY);
        for (int node = 0; node < BrokerCluster.NODES; node++) {
            cluster.restart(node);
        }
        cluster.awaitWhole();
    }

    private void begin(Act act, String name, String run, int attempt, Consumer<Done> told) {
        Done one = new Done(act, name, run, attempt, System.currentTimeMillis(), overlapped);
        done.add(one);
        told.accept(one);
    }

    /** A pause has a length, and nothing to wait for. */
    private static void rest(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
