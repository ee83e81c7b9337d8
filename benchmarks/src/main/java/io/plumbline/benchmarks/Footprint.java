package io.plumbline.benchmarks;

import io.plumbline.metrics.MetricsConfig;
import io.plumbline.metrics.MetricsService;
import io.plumbline.protocol.v1.StepEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Resident memory of embedded broker, gate and metrics in this JVM, while the statistics of a trainer of 1,024 nodes come
 * in at 90 steps a second. Start it with the options of the launcher {@code plumbline}, which bound the heap.
 */
public final class Footprint {

    private static final int NODES = 1024;
    private static final int STEPS_PER_SECOND = 90;
    private static final int DECISION_INTERVAL = 20;
    private static final int PROBE_INTERVAL = 50;

    private Footprint() {}

    /** Measures and prints every ten seconds; the argument is the number of seconds, 60 without one. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        try (Pipeline pipeline = Pipeline.start();
                MetricsService metrics = MetricsService.start(MetricsConfig.of(pipeline.kafka(), pipeline.topics()))) {
            pipeline.startGate();
            System.out.println("metrics at port " + metrics.port());
            SyntheticRun run = new SyntheticRun("footprint", NODES);
            long steps = (long) seconds * STEPS_PER_SECOND;
            var manifest = run.manifest("gating-network", steps, DECISION_INTERVAL, PROBE_INTERVAL);
            String topic = pipeline.topics().stepStats().name();
            try (Sending sending = pipeline.producer("trainer")) {
                sending.send(
                        topic,
                        manifest.getRun(),
                        StepEvent.newBuilder().setManifest(manifest).build().toByteArray());
                long start = System.nanoTime();
                for (long step = 1; step <= steps; step++) {
                    LockSupport.parkNanos(
                            start + step * TimeUnit.SECONDS.toNanos(1) / STEPS_PER_SECOND - System.nanoTime());
                    StepEvent event = run.event(step, 0, 0, step % PROBE_INTERVAL == 0);
                    sending.send(topic, manifest.getRun(), event.toByteArray());
                    if (step % (10L * STEPS_PER_SECOND) == 0) {
                        print(step / STEPS_PER_SECOND);
                    }
                }
                sending.await();
            }
        }
    }

    /** Linux reports the memory of a process. */
    private static void print(long second) throws IOException {
        StringBuilder line = new StringBuilder("after " + second + " s:");
        for (String field : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (field.startsWith("VmRSS") || field.startsWith("VmHWM")) {
                line.append(' ').append(field.replaceAll("\\s+", " "));
            }
        }
        System.out.println(line);
    }
}
