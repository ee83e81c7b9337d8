package io.plumbline.benchmarks;

import io.plumbline.benchmarks.StepWindows.Window;
import io.plumbline.engine.NativeThreads;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.Logs;
import io.plumbline.testkit.BrokerProcess;
import io.plumbline.testkit.Folders;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.TrainerService;
import io.plumbline.trainer.run.RunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * What a broker that stops answering does to an async run: MLP 784-512-512-10, batch 128, Adam, on random examples, by the trainer
 * that a user gets. Broker and gate work in processes of their own; the broker is stopped by a signal and later goes on. Steps
 * are timed before, while it is paused, until the run has caught up, and after; then the log is read back: what is missing in
 * it must be what the trainer counted as dropped, and the guarantees of the pipeline must hold. Where cores are few, a paused
 * broker leaves them to the trainer, and so does its gate: processor time of the training thread says what its steps cost.
 */
public final class PausedBroker {

    private static final int DECISION_INTERVAL = 25;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Random labels are learned by heart in minutes: so slow a rate that all steps are alike. */
    private static final String RUN = """
            data: {set: "csv=%s"}
            steps: 1000000
            batch: 128
            mode: async
            decision-interval: %d
            evaluation-interval: 1000000
            network: {layers: [512, 512]}
            optimizer: {name: adam, learning-rate: 0.000001}
            gate: {policy: greedy-kappa, warm-up: 500, last-change: 1000000, prune-after: 0}
            """;

    private final Duration pause;
    private final BrokerProcess broker;
    private final KafkaSettings kafka;
    private final Topics topics;
    private final StepWindows steps = new StepWindows();
    private final List<PauseTable.Row> rows = new ArrayList<>();

    private PausedBroker(Duration pause, BrokerProcess broker, Topics topics) {
        this.pause = pause;
        this.broker = broker;
        this.kafka = KafkaSettings.of(broker.bootstrapServers());
        this.topics = topics;
    }

    /** Measures and prints; argument: seconds of the pause, and of the windows before and after it, 60 without one. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Duration pause = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 60);
        Path directory = Files.createTempDirectory("paused-broker");
        Logs.toFile(directory.resolve("benchmark.log"));
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"))) {
            PausedBroker measured = new PausedBroker(pause, broker, broker.topics(Topics.DEFAULT_PARTITIONS));
            Retained.everything(measured.kafka, measured.topics.stepStats());
            try (GateProcess gate = new GateProcess(broker.bootstrapServers(), "gate", directory.resolve("gate"), 0)) {
                measured.measure(directory.resolve("random.csv"));
                gate.requireAlive();
            }
        } finally {
            Folders.delete(directory);
        }
    }

    private void measure(Path data) throws IOException {
        RandomExamples.write(data);
        TrainerConfig config =
                TrainerConfig.of(kafka, topics, RunDescription.parse(RUN.formatted(data, DECISION_INTERVAL)));
        RunResult result;
        try (TrainerService trainer = TrainerService.start(config, steps);
                CaughtUp caughtUp = new CaughtUp(kafka, topics, trainer)) {
            System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
            watch(WARM_UP, caughtUp);
            caughtUp.awaitDecision();
            during(Window.BEFORE, caughtUp);
            broker.pause();
            during(Window.PAUSED, caughtUp);
            long made = steps.step();
            steps.enter(Window.CATCHING_UP);
            broker.resume();
            CaughtUp.Times times = caughtUp.after(made);
            during(Window.AFTER, caughtUp);
            trainer.stop();
            result = trainer.await();
            new PauseTable(steps, rows).print();
            System.out.println(times);
        }
        settle(result);
        System.out.printf("load average %.1f%n", Load.average());
    }

    private void during(Window window, CaughtUp caughtUp) {
        steps.enter(window);
        PauseTable.Most most = watch(pause, caughtUp);
        rows.add(new PauseTable.Row(window, most, Memory.live()));
    }

    private PauseTable.Most watch(Duration time, CaughtUp caughtUp) {
        long end = System.nanoTime() + time.toNanos();
        PauseTable.Most most = PauseTable.Most.NONE;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(LOOK.toNanos(), end - System.nanoTime()));
            most = most.max(Memory.now(), caughtUp.queuedBytes());
        }
        return most;
    }

    private void settle(RunResult result) {
        long held = RunInLog.verifiedSteps(kafka, topics, result.run(), DECISION_INTERVAL);
        long dropped = result.costs().droppedSteps();
        long missing = result.steps() - held;
        System.out.printf(
                "%d steps made, %d in the log: %d missing, %d counted as dropped, %d records undelivered; decisions missing %d%n",
                result.steps(),
                held,
                missing,
                dropped,
                result.costs().undelivered(),
                result.masks().undecidedSteps());
        if (missing != dropped) {
            throw new IllegalStateException("what is missing in the log is not what was counted as dropped");
        }
        if (dropped == 0) {
            throw new IllegalStateException("the queue never overflowed: make the pause longer, or the machine faster");
        }
        System.out.println("the guarantees of the pipeline hold");
    }
}
