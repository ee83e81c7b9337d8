package io.plumbline.benchmarks;

import io.plumbline.trainer.engine.Activation;
import io.plumbline.trainer.engine.Batch;
import io.plumbline.trainer.engine.Engine;
import io.plumbline.trainer.engine.Engines;
import io.plumbline.trainer.engine.NativeThreads;
import io.plumbline.trainer.engine.NetworkSpec;
import io.plumbline.trainer.engine.OptimizerSpec;
import io.plumbline.trainer.engine.ProbeRecord;
import io.plumbline.trainer.engine.ProbeSpec;
import io.plumbline.trainer.engine.StepRecord;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * What statistics and probes add to a training step: MLP 784-512-512-10, batch 128, Adam; a bare and a measured step in
 * turn, who goes first changing, so that other work on the machine meets both. Wall clock, and processor time of the
 * training thread, which other work disturbs less; with one OpenMP thread that is all of it.
 */
public final class EngineSteps {

    private static final int BATCH = 128;
    private static final int FEATURES = 784;
    private static final int CLASSES = 10;
    private static final NetworkSpec NETWORK = new NetworkSpec(FEATURES, List.of(512, 512), CLASSES, Activation.RELU);
    private static final int WARM_UP = 300;
    private static final int PROBE_EVERY = 50;

    private final Engine engine;
    private final StepRecord step = StepRecord.of(1024);
    private final ProbeRecord probe = new ProbeRecord(NETWORK.layers());
    private final Batch[] batches = new Batch[8];

    private EngineSteps() {
        Random random = new Random(1);
        for (int i = 0; i < batches.length; i++) {
            batches[i] = randomBatch(random);
        }
        engine = Engines.mlp(NETWORK, OptimizerSpec.adam(1e-4), BATCH, ProbeSpec.of(randomBatch(random)), 1);
    }

    /** Measures and prints; the argument is the number of pairs, 600 without one. */
    public static void main(String[] args) {
        int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 600;
        EngineSteps steps = new EngineSteps();
        System.out.println("native threads: " + NativeThreads.inForce());
        for (int i = 0; i < WARM_UP; i++) {
            steps.timed(System::nanoTime, i, i % 2 == 0);
        }
        steps.engine.probe(steps.probe);
        steps.measure("wall clock", System::nanoTime, pairs);
        steps.measure("processor", ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, pairs);
        steps.engine.close();
    }

    private static Batch randomBatch(Random random) {
        Batch batch = new Batch(BATCH, FEATURES);
        for (int i = 0; i < batch.features().length; i++) {
            batch.features()[i] = random.nextFloat();
        }
        for (int i = 0; i < BATCH; i++) {
            batch.labels()[i] = random.nextInt(CLASSES);
        }
        return batch;
    }

    private double timed(LongSupplier clock, int turn, boolean measured) {
        long start = clock.getAsLong();
        engine.step(batches[turn % batches.length], measured ? step : StepRecord.NONE);
        return (clock.getAsLong() - start) / 1e6;
    }

    private void measure(String name, LongSupplier clock, int pairs) {
        double[] bare = new double[pairs];
        double[] ratios = new double[pairs];
        double[] probes = new double[(pairs + 9) / 10];
        for (int i = 0; i < pairs; i++) {
            boolean bareFirst = i % 2 == 0;
            double first = timed(clock, i, !bareFirst);
            double second = timed(clock, i, bareFirst);
            bare[i] = bareFirst ? first : second;
            ratios[i] = (bareFirst ? second : first) / bare[i];
            if (i % 10 == 0) {
                long start = clock.getAsLong();
                engine.probe(probe);
                probes[i / 10] = (clock.getAsLong() - start) / 1e6;
            }
        }
        double step = median(bare);
        double ratio = median(ratios);
        System.out.printf(
                "%-10s bare step %.2f ms (least %.2f), measured %.3f x, probe %.1f ms: with a probe every %d steps %.3f x%n",
                name,
                step,
                Arrays.stream(bare).min().orElseThrow(),
                ratio,
                median(probes),
                PROBE_EVERY,
                ratio + median(probes) / PROBE_EVERY / step);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
