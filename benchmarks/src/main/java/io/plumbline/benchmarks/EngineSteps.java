package io.plumbline.benchmarks;

import io.plumbline.trainer.engine.Engine;
import io.plumbline.trainer.engine.NativeThreads;
import io.plumbline.trainer.engine.ProbeRecord;
import io.plumbline.trainer.engine.StepRecord;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.publish.Sender;
import io.plumbline.trainer.publish.SentTimes;
import io.plumbline.trainer.publish.StepHeader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * What statistics, publishing and probes add to a training step: MLP 784-512-512-10, batch 128, Adam; a bare and a
 * measured step in turn, who goes first changing, so that other work on the machine meets both. A measured step is handed
 * to the real publisher, which sends it to an embedded broker. Wall clock, and processor time of the training thread,
 * which other work disturbs less; with one OpenMP thread that is all of it.
 */
public final class EngineSteps implements AutoCloseable {

    private static final int WARM_UP = 300;
    private static final int PROBE_EVERY = 50;
    private static final long QUEUE_BYTES = 64 << 20;

    private final ReferenceMlp mlp = new ReferenceMlp();
    private final Engine engine = mlp.engine();
    private final StepRecord step = StepRecord.of(engine.layers().nodes());
    private final ProbeRecord probe = new ProbeRecord(engine.layers());
    private final Publisher publisher;
    private long turn;

    private EngineSteps(Pipeline pipeline) {
        Sender sender =
                new Sender(new KafkaProducer<>(Sender.patient(pipeline.kafka().producer("trainer"))));
        publisher = new Publisher(
                new RunKey("engine-steps", 1),
                pipeline.topics().stepStats(),
                step.nodes(),
                QUEUE_BYTES,
                new SentTimes(100),
                sender);
    }

    /** Measures and prints; the argument is the number of pairs, 600 without one. */
    public static void main(String[] args) throws IOException {
        int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 600;
        try (Pipeline pipeline = Pipeline.start();
                EngineSteps steps = new EngineSteps(pipeline)) {
            System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
            for (int i = 0; i < WARM_UP; i++) {
                steps.timed(System::nanoTime, i % 2 == 0);
            }
            steps.engine.probe(steps.probe);
            steps.measure("wall clock", System::nanoTime, pairs);
            steps.measure("processor", ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, pairs);
            System.out.printf("load average %.1f%n", Load.average());
        }
    }

    private double timed(LongSupplier clock, boolean measured) {
        turn++;
        long start = clock.getAsLong();
        engine.step(mlp.batch(turn / 2), measured ? step : StepRecord.NONE);
        if (measured) {
            StepHeader header =
                    new StepHeader(turn, 0, ReferenceMlp.BATCH, ReferenceMlp.LEARNING_RATE, Optional.empty());
            publisher.offer(header, step, Optional.empty());
        }
        return (clock.getAsLong() - start) / 1e6;
    }

    private void measure(String name, LongSupplier clock, int pairs) {
        double[] bare = new double[pairs];
        double[] ratios = new double[pairs];
        double[] probes = new double[(pairs + 9) / 10];
        for (int i = 0; i < pairs; i++) {
            boolean bareFirst = i % 2 == 0;
            double first = timed(clock, !bareFirst);
            double second = timed(clock, bareFirst);
            bare[i] = bareFirst ? first : second;
            ratios[i] = (bareFirst ? second : first) / bare[i];
            if (i % 10 == 0) {
                long start = clock.getAsLong();
                engine.probe(probe);
                probes[i / 10] = (clock.getAsLong() - start) / 1e6;
            }
        }
        double median = median(bare);
        double ratio = median(ratios);
        System.out.printf(
                "%-10s bare step %.2f ms (least %.2f), measured and published %.3f x, probe %.1f ms:"
                        + " with a probe every %d steps %.3f x%n",
                name,
                median,
                Arrays.stream(bare).min().orElseThrow(),
                ratio,
                median(probes),
                PROBE_EVERY,
                ratio + median(probes) / PROBE_EVERY / median);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Override
    public void close() {
        publisher.close();
        engine.close();
    }
}
