package io.plumbline.benchmarks;

import io.plumbline.protocol.v1.StepEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/**
 * How long the runs of a killed gate wait for their next decision. Three gates, processes of their own, share twelve runs that
 * publish steps without a pause; one gate is killed ({@code SIGKILL}), and either stays away until the others have taken its runs
 * over, or is started again at once. From the kill to the first decision of each of its runs about a step that was published
 * later, at a reader of committed records. That no decision was lost, doubled or out of order is checked, too. The broker
 * shares the machine.
 */
public final class GateTakeover implements AutoCloseable {

    private static final int RUNS = 12;
    private static final int GATES = 3;
    private static final int NODES = 64;
    private static final int DECISION_INTERVAL = 4;
    private static final int PROBE_INTERVAL = 20;
    private static final long PLANNED_STEPS = 1_000_000;
    private static final long OFTEN_MS = 100;

    private final Pipeline pipeline;
    private final long stepMs;
    private final Decided decided;
    private final Polling polling;
    private final Admin admin;
    private final Sending producer;
    private final Map<Integer, SyntheticRun> runs = new HashMap<>();
    private final AtomicLong said = new AtomicLong();
    private final Thread trainers = new Thread(this::train, "trainers");
    private final List<GateProcess> gates = new ArrayList<>();

    private GateTakeover(Pipeline pipeline, int standbys, long stepMs) throws IOException, InterruptedException {
        this.pipeline = pipeline;
        this.stepMs = stepMs;
        var maskChanges = pipeline.topics().maskChanges();
        decided = new Decided(maskChanges, DECISION_INTERVAL);
        polling = new Polling("decisions", pipeline.reader("decisions", maskChanges.name()), decided::seen);
        admin = pipeline.admin();
        producer = pipeline.producer("trainers");
        for (int i = 0; runs.size() < RUNS; i++) {
            String run = "run-" + i;
            runs.putIfAbsent(partition(run), new SyntheticRun(run, NODES));
        }
        for (int gate = 0; gate < GATES; gate++) {
            gates.add(pipeline.startGateProcess("gate-" + gate, standbys));
        }
    }

    /**
     * Measures and prints; the arguments are rounds of each kind, 25 without any, {@code gate.standbys}, 0, and the milliseconds of a
     * step, 50.
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 25;
        int standbys = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        long stepMs = args.length > 2 ? Long.parseLong(args[2]) : 50;
        try (Pipeline pipeline = Pipeline.start(RUNS);
                GateTakeover takeover = new GateTakeover(pipeline, standbys, stepMs)) {
            takeover.begin();
            System.out.printf("%d gates, %d runs, gate.standbys %d, a step in %d ms%n", GATES, RUNS, standbys, stepMs);
            print("killed, others take over", takeover.measure(rounds, false));
            print("killed and started again at once", takeover.measure(rounds, true));
            takeover.check();
        }
    }

    /** Every run lies in a partition of its own. */
    private static int partition(String run) {
        return Utils.toPositive(Utils.murmur2(Utils.utf8(run))) % RUNS;
    }

    private void begin() throws IOException, InterruptedException, ExecutionException {
        for (SyntheticRun run : runs.values()) {
            var manifest = run.manifest("greedy-kappa", PLANNED_STEPS, DECISION_INTERVAL, PROBE_INTERVAL);
            send(run, StepEvent.newBuilder().setManifest(manifest).build());
        }
        for (GateProcess gate : gates) {
            gate.awaitReady();
        }
        trainers.start();
        settle();
    }

    private void train() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long step = said.get() + 1;
                for (SyntheticRun run : runs.values()) {
                    send(run, run.event(step, 0, 0, step % PROBE_INTERVAL == 0));
                }
                said.set(step);
                TimeUnit.MILLISECONDS.sleep(stepMs);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(SyntheticRun run, StepEvent event) {
        producer.send(pipeline.topics().stepStats().name(), run.name(), event.toByteArray());
    }

    /** Returns the seconds of the runs of all rounds, each gate's turn in turn. */
    private List<Double> measure(int rounds, boolean again)
            throws IOException, InterruptedException, ExecutionException {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            GateProcess gate = gates.get(round % GATES);
            Set<String> its = runsOf(gate);
            decided.mark(said.get() + 1);
            long killed = System.nanoTime();
            gate.kill();
            if (again) {
                gate.start();
            }
            decided.await(its).forEach(arrived -> seconds.add((arrived - killed) / 1e9));
            if (!again) {
                gate.start();
            }
            gate.awaitReady();
            settle();
        }
        return seconds;
    }

    /** Waits until every gate has runs and no run waits for its decision. */
    private void settle() throws InterruptedException, ExecutionException {
        for (boolean all = false; !all; ) {
            TimeUnit.MILLISECONDS.sleep(OFTEN_MS);
            all = true;
            for (GateProcess gate : gates) {
                all &= !runsOf(gate).isEmpty();
            }
        }
        decided.mark(said.get());
        decided.await(names());
    }

    private Set<String> names() {
        return runs.values().stream().map(SyntheticRun::name).collect(Collectors.toSet());
    }

    private Set<String> runsOf(GateProcess gate) throws InterruptedException, ExecutionException {
        String group = pipeline.topics().gateGroup();
        return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                .filter(member -> member.groupInstanceId().orElse("").startsWith(gate.id()))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(partition -> runs.get(partition.partition()).name())
                .collect(Collectors.toSet());
    }

    private static void print(String what, List<Double> seconds) {
        double[] sorted =
                seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-32s %4d runs: p50 %.2f s, p99 %.2f s, most %.2f s; load average %.1f%n",
                what,
                sorted.length,
                Quantile.of(sorted, 0.5),
                Quantile.of(sorted, 0.99),
                Quantile.of(sorted, 1),
                Load.average());
    }

    private void check() throws InterruptedException {
        trainers.interrupt();
        trainers.join();
        decided.awaitAll(names(), said.get() / DECISION_INTERVAL * DECISION_INTERVAL);
        if (!decided.faults().isEmpty()) {
            throw new IllegalStateException("decisions lost, doubled or out of order: " + decided.faults());
        }
        System.out.printf("%,d decisions, none lost, doubled or out of order%n", decided.count());
    }

    @Override
    public void close() {
        trainers.interrupt();
        for (GateProcess gate : gates) {
            gate.close();
        }
        producer.close();
        polling.close();
        admin.close();
    }
}
