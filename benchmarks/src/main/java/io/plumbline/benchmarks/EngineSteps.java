package io.plumbline.benchmarks;

import io.plumbline.engine.Engine;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.StepRecord;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.publish.Sender;
import io.plumbline.trainer.publish.SentTimes;
import io.plumbline.trainer.publish.StepHeader;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Continuation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * What statistics, publishing and probes add to a training step: MLP 784-512-512-10, batch 128, Adam; two measured
 * steps between two bare ones, so that other work on the machine and the content of the caches affect both equally. A
 * measured step is handed to the real publisher, which sends it to an embedded broker. Wall clock, and processor time
 * of the training thread, which other work disturbs less; with one OpenMP thread that is all of it.
 */
public final class EngineSteps implements AutoCloseable {

    private static final int WARM_UP = 300;
    private static final int PROBE_EVERY = 50;
    private static final long QUEUE_BYTES = 64 << 20;

    private final ReferenceMlp mlp;
    private final Engine engine;
    private final StepRecord step;
    private final ProbeRecord probe;
    private final Publisher publisher;
    private long turn;

    private EngineSteps(Pipeline pipeline, int draws) {
        mlp = new ReferenceMlp(draws);
        engine = mlp.engine();
        step = StepRecord.of(engine.layers().nodes());
        probe = new ProbeRecord(engine.layers());
        Sender sender =
                new Sender(new KafkaProducer<>(Sender.reliable(pipeline.kafka().producer("trainer"))));
        publisher = new Publisher(
                new RunKey("engine-steps", 1),
                pipeline.topics().stepStats(),
                step.nodes(),
                QUEUE_BYTES,
                Continuation.fresh(new Claim(1, "")),
                new SentTimes(100),
                sender,
                cause -> {});
    }

    /** Measures and prints; arguments: the number of rounds of each kind, 300 without one, and draws of a probe. */
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 300;
        int draws = args.length > 1 ? Integer.parseInt(args[1]) : ProbeSpec.DRAWS;
        try (Pipeline pipeline = Pipeline.start();
                EngineSteps steps = new EngineSteps(pipeline, draws)) {
            System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
            for (int i = 0; i < WARM_UP; i++) {
                steps.timed(System::nanoTime, i % 2 == 0 ? Extent.BARE : Extent.PUBLISHED);
            }
            steps.engine.probe(steps.probe);
            steps.measure("wall clock", System::nanoTime, rounds);
            steps.measure("processor", ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, rounds);
            System.out.printf("load average %.1f%n", Load.average());
        }
    }

    /** What a step does beside the update. */
    private enum Extent {
        BARE,
        MEASURED,
        PUBLISHED
    }

    private double timed(LongSupplier clock, Extent extent) {
        turn++;
        long start = clock.getAsLong();
        engine.step(mlp.batch(turn), extent == Extent.BARE ? StepRecord.NONE : step);
        if (extent == Extent.PUBLISHED) {
            StepHeader header = new StepHeader(turn, 0, Optional.empty());
            publisher.offer(header, step, Optional.empty());
        }
        return (clock.getAsLong() - start) / 1e6;
    }

    private double timedProbe(LongSupplier clock) {
        long start = clock.getAsLong();
        engine.probe(probe);
        return (clock.getAsLong() - start) / 1e6;
    }

    private void measure(String name, LongSupplier clock, int rounds) {
        double[] bare = new double[2 * rounds];
        double[] measured = new double[rounds];
        double[] published = new double[rounds];
        double[] probes = new double[(rounds + 9) / 10];
        for (int i = 0; i < rounds; i++) {
            measured[i] = ratio(clock, Extent.MEASURED, bare, 2 * i);
            published[i] = ratio(clock, Extent.PUBLISHED, bare, 2 * i + 1);
            if (i % 10 == 0) {
                probes[i / 10] = timedProbe(clock);
            }
        }
        double perProbe = median(probes) / PROBE_EVERY / median(bare);
        System.out.printf(
                "%-10s bare step %.2f ms (least %.2f); with statistics %.3f x, published %.3f x,"
                        + " with a probe (%.1f ms) every %d steps %.3f x%n",
                name,
                median(bare),
                Arrays.stream(bare).min().orElseThrow(),
                median(measured),
                median(published),
                median(probes),
                PROBE_EVERY,
                median(published) + perProbe);
    }

    /** Makes two bare steps around two others, and returns the ratio of their times. */
    private double ratio(LongSupplier clock, Extent other, double[] bare, int at) {
        double first = timed(clock, Extent.BARE);
        double others = timed(clock, other) + timed(clock, other);
        double second = timed(clock, Extent.BARE);
        bare[at] = (first + second) / 2;
        return others / (first + second);
    }

    static double median(double[] values) {
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
