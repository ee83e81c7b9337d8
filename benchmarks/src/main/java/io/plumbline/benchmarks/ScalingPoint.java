package io.plumbline.benchmarks;

import io.plumbline.metrics.MetricsConfig;
import io.plumbline.metrics.MetricsService;
import io.plumbline.metrics.VisibilityPolicy;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunStarted;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.service.AdminSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What many runs at once cost one gate and one metrics service, measured on a log that is read as fast as it can be.
 *
 * @param runs at once
 * @param nodes of each
 * @param stepBytes of statistics, in the log, a step
 * @param stepNanos of processor time of the gate's thread, a step, its share of decisions included
 * @param answerBytes of decisions and conditions, in the log, a decision
 * @param stateBytes that the gate keeps, in its changelogs, of a run
 * @param gateHeap bytes of a gate's heap in use, after a collection
 * @param records that the metrics service reads
 * @param readNanos from its start until it shows them all
 * @param metricsHeap bytes of a metrics service's heap in use, after a collection
 * @param series that it shows
 */
record ScalingPoint(
        int runs,
        int nodes,
        double stepBytes,
        double stepNanos,
        double answerBytes,
        double stateBytes,
        double gateHeap,
        double records,
        double readNanos,
        double metricsHeap,
        double series) {

    static final int INTERVAL = 25;

    /** Of the log, whose first third is not counted: Java compiles then. */
    private static final int WARM = 3;

    private static final Duration LONG = Duration.ofDays(1);

    /** Measures runs of some steps each; these are a multiple of the interval. */
    static ScalingPoint measure(int runs, int nodes, int steps)
            throws IOException, InterruptedException, ExecutionException {
        try (Pipeline pipeline = Pipeline.start()) {
            write(pipeline, runs, nodes, steps);
            String statistics = pipeline.topics().stepStats().name();
            long decisions = (long) runs * steps / INTERVAL;
            long before = heap();
            double stepNanos = decide(pipeline, decisions) / ((double) runs * steps * (WARM - 1) / WARM);
            double gateHeap = heap() - before;
            Map<String, Long> sizes = pipeline.sizes();
            double answers = sizes.get(pipeline.topics().maskChanges().name())
                    + sizes.get(pipeline.topics().conditions().name());
            pipeline.stopGate();
            double state = pipeline.latestBytes(sizes.keySet().stream()
                    .filter(topic -> topic.endsWith("-changelog"))
                    .toArray(String[]::new));
            before = heap();
            long start = System.nanoTime();
            try (MetricsService metrics = MetricsService.start(showing(pipeline, runs))) {
                String page = caughtUp(metrics, runs);
                double readNanos = System.nanoTime() - start;
                double series = page.lines()
                        .filter(line -> line.contains("{run=\"") || line.contains(",run=\""))
                        .count();
                return new ScalingPoint(
                        runs,
                        nodes,
                        sizes.get(statistics) / ((double) runs * steps),
                        stepNanos,
                        answers / decisions,
                        state / runs,
                        gateHeap,
                        // A manifest, a start; a progress and an evaluation an interval, a decision, and a condition a
                        // probe.
                        2.0 * runs + 4.0 * decisions,
                        readNanos,
                        heap() - before,
                        series);
            }
        }
    }

    private static void write(Pipeline pipeline, int runs, int nodes, int steps)
            throws InterruptedException, ExecutionException {
        String statistics = pipeline.topics().stepStats().name();
        List<SyntheticRun> all = new ArrayList<>();
        try (Sending sending = pipeline.producer("trainers")) {
            for (int run = 0; run < runs; run++) {
                SyntheticRun made = new SyntheticRun("run-" + run, nodes);
                all.add(made);
                Manifest manifest = made.manifest("greedy-q", steps, INTERVAL, INTERVAL);
                sending.send(
                        statistics,
                        manifest.getRun(),
                        StepEvent.newBuilder().setManifest(manifest).build().toByteArray());
                tell(pipeline, sending, manifest, steps);
            }
            // In turn, as runs at once are.
            for (long step = 1; step <= steps; step++) {
                for (int run = 0; run < runs; run++) {
                    SyntheticRun made = all.get(run);
                    for (int shard = 0; shard < made.shards(); shard++) {
                        StepEvent event = made.event(step, 0, shard, step % INTERVAL == 0);
                        sending.send(statistics, "run-" + run, event.toByteArray());
                    }
                }
            }
            sending.await();
        }
    }

    /** What a trainer tells people. */
    private static void tell(Pipeline pipeline, Sending sending, Manifest manifest, int steps) {
        String run = manifest.getRun();
        String runs = pipeline.topics().runs().name();
        long now = System.currentTimeMillis();
        sending.send(
                runs, run, RunEvent.newBuilder().setManifest(manifest).build().toByteArray());
        RunStarted started =
                RunStarted.newBuilder().setRun(run).setAttempt(1).setAtMs(now).build();
        sending.send(
                runs, run, RunEvent.newBuilder().setStarted(started).build().toByteArray());
        for (long step = INTERVAL; step <= steps; step += INTERVAL) {
            Progress progress = Progress.newBuilder()
                    .setRun(run)
                    .setAttempt(1)
                    .setStep(step)
                    .setLoss(0.5)
                    .setStepMs(10)
                    .setAtMs(now)
                    .build();
            Evaluation evaluation = Evaluation.newBuilder()
                    .setRun(run)
                    .setAttempt(1)
                    .setStep(step)
                    .setTrainingLoss(0.5)
                    .setTestLoss(0.6)
                    .setAtMs(now)
                    .build();
            for (EvaluationEvent event : List.of(
                    EvaluationEvent.newBuilder().setProgress(progress).build(),
                    EvaluationEvent.newBuilder().setEvaluation(evaluation).build())) {
                sending.send(pipeline.topics().evaluations().name(), run, event.toByteArray());
            }
        }
    }

    /** Returns the processor time of the gate's thread from a third of the decisions to the last. */
    private static double decide(Pipeline pipeline, long decisions) throws InterruptedException {
        AtomicLong seen = new AtomicLong();
        AtomicLong warm = new AtomicLong();
        AtomicLong end = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        String topic = pipeline.topics().maskChanges().name();
        Polling polling = new Polling("decisions", pipeline.reader("decisions", topic), record -> {
            long now = seen.incrementAndGet();
            if (now == decisions / WARM) {
                warm.set(GateThreads.nanos());
            } else if (now == decisions) {
                end.set(GateThreads.nanos());
                done.countDown();
            }
        });
        pipeline.startGate();
        done.await();
        polling.close();
        return end.get() - warm.get();
    }

    private static MetricsConfig showing(Pipeline pipeline, int runs) {
        VisibilityPolicy all = new VisibilityPolicy(LONG, LONG, runs, LONG);
        return new MetricsConfig(
                pipeline.kafka(),
                pipeline.topics(),
                Topics.DEFAULT_PARTITIONS,
                (short) 1,
                AdminSettings.anyPort(),
                all);
    }

    /** Returns the page once all is read and shown. */
    private static String caughtUp(MetricsService metrics, int runs) throws IOException {
        while (true) {
            try (var page = URI.create("http://127.0.0.1:" + metrics.port() + "/metrics")
                    .toURL()
                    .openStream()) {
                String text = new String(page.readAllBytes(), StandardCharsets.UTF_8);
                if (text.lines()
                                .filter(line -> line.startsWith("plumbline_run_info{"))
                                .count()
                        == runs) {
                    return text;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
