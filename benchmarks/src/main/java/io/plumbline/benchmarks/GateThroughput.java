package io.plumbline.benchmarks;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Column values per second of the gate's one thread, by a backlog: a run's statistics lie in the embedded broker before
 * the gate starts, which then reads, parses, folds, keeps, logs and commits as fast as it can, exactly-once, as a user has
 * it. Counted between a third of the backlog, when everything is warm, and its end, at decisions seen by a reader of
 * committed records. The broker shares the machine.
 */
public final class GateThroughput {

    private static final long VALUES = 160_000_000;
    private static final int DECISION_INTERVAL = 100;
    private static final int PROBE_INTERVAL = 50;

    private final Topic<MaskChange> maskChanges;
    private final long lastStep;
    private final List<Mark> marks = new CopyOnWriteArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    /** When a decision was seen, and the processor time that the gate's thread had taken by then. */
    private record Mark(long step, long nanos, long processorNanos) {}

    private GateThroughput(Topic<MaskChange> maskChanges, long lastStep) {
        this.maskChanges = maskChanges;
        this.lastStep = lastStep;
    }

    /** Measures and prints; the arguments are numbers of nodes, 1,024 and 65,536 without any. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        int[] sizes = args.length > 0
                ? Arrays.stream(args).mapToInt(Integer::parseInt).toArray()
                : new int[] {1024, 65_536};
        for (int nodes : sizes) {
            measure(nodes);
        }
    }

    private static void measure(int nodes) throws IOException, InterruptedException, ExecutionException {
        long perDecision = (long) SyntheticRun.COLUMNS * nodes * DECISION_INTERVAL;
        long steps = VALUES / perDecision * DECISION_INTERVAL;
        try (Pipeline pipeline = Pipeline.start()) {
            write(pipeline, new SyntheticRun("throughput", nodes), steps);
            Topic<MaskChange> decisions = pipeline.topics().maskChanges();
            GateThroughput measured = new GateThroughput(decisions, steps);
            Polling polling = new Polling("decisions", pipeline.reader("decisions", decisions.name()), measured::seen);
            pipeline.startGate();
            measured.done.await();
            polling.close();
            measured.print(nodes);
        }
    }

    private static void write(Pipeline pipeline, SyntheticRun run, long steps)
            throws InterruptedException, ExecutionException {
        String topic = pipeline.topics().stepStats().name();
        try (Sending sending = pipeline.producer("backlog")) {
            var manifest = run.manifest("greedy-kappa", steps, DECISION_INTERVAL, PROBE_INTERVAL);
            sending.send(
                    topic,
                    manifest.getRun(),
                    StepEvent.newBuilder().setManifest(manifest).build().toByteArray());
            for (long step = 1; step <= steps; step++) {
                for (int shard = 0; shard < run.shards(); shard++) {
                    StepEvent event = run.event(step, 0, shard, step % PROBE_INTERVAL == 0);
                    sending.send(topic, manifest.getRun(), event.toByteArray());
                }
            }
            sending.await();
        }
    }

    private void seen(ConsumerRecord<String, byte[]> record) {
        try {
            long step = maskChanges.parse(record.value()).getStep();
            marks.add(new Mark(step, System.nanoTime(), GateThreads.nanos()));
            if (step == lastStep) {
                done.countDown();
            }
        } catch (BadRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    private void print(int nodes) {
        Mark from = marks.get(marks.size() / 3);
        Mark to = marks.get(marks.size() - 1);
        double values = (double) (to.step() - from.step()) * SyntheticRun.COLUMNS * nodes;
        System.out.printf(
                "%6d nodes: %.1f million column values a second by wall clock, %.1f by processor time of the gate's thread,"
                        + " over %.0f million; load average %.1f%n",
                nodes,
                values * 1e3 / (to.nanos() - from.nanos()),
                values * 1e3 / (to.processorNanos() - from.processorNanos()),
                values / 1e6,
                Load.average());
    }
}
