package io.plumbline.benchmarks;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * How much faster a step is without its closed nodes: MLP 784-512-512-10, batch 128, Adam, every second node closed. Twins
 * make blocks of steps in turn, who goes first changing: one masked, one pruned; bare, then with statistics. Blocks,
 * because a run has no twin that empties its caches at every step. Wall clock, and processor time of the training thread;
 * with one OpenMP thread that is all of it.
 */
public final class PruningSteps implements AutoCloseable {

    private static final int WARM_UP = 200;
    /** Steps of a block that count, and those before them that do not. */
    private static final int BLOCK = 15;

    private static final int COLD = 3;

    private final ReferenceMlp mlp = new ReferenceMlp();
    private final PruningEngine masked = mlp.engine();
    private final PruningEngine pruned = mlp.engine();
    private final StepRecord record = StepRecord.of(masked.layers().nodes());
    private long turn;

    /** Measures and prints; the argument is the number of pairs of blocks of each kind, 40 without one. */
    public static void main(String[] args) {
        int blocks = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        try (PruningSteps steps = new PruningSteps()) {
            System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
            steps.prepare();
            steps.measure("bare, wall clock", System::nanoTime, StepRecord.NONE, blocks);
            steps.measure("statistics, wall clock", System::nanoTime, steps.record, blocks);
            LongSupplier processor = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
            steps.measure("bare, processor", processor, StepRecord.NONE, blocks);
            steps.measure("statistics, processor", processor, steps.record, blocks);
            System.out.printf("load average %.1f%n", Load.average());
        }
    }

    /** Warms both up under the mask, removes the closed nodes of one, and lets that run warm too. */
    private void prepare() {
        Layers layers = masked.layers();
        int[] odd = IntStream.range(0, layers.nodes()).filter(b -> b % 2 == 1).toArray();
        Mask half = Mask.allOpen(layers.nodes()).with(odd, new int[0]);
        for (PruningEngine engine : new PruningEngine[] {masked, pruned}) {
            engine.mask(half);
            engine.probe(new ProbeRecord(layers));
        }
        pairs(WARM_UP);
        double before = pruned.probeLoss();
        long begin = System.nanoTime();
        pruned.prune(pruned.mask());
        double ms = (System.nanoTime() - begin) / 1e6;
        long first = System.nanoTime();
        pruned.step(mlp.batch(turn), record);
        double firstMs = (System.nanoTime() - first) / 1e6;
        masked.step(mlp.batch(turn), record);
        System.out.printf(
                "rebuilt in %.0f ms, first step %.0f ms; probe loss before %.7f, masked one step on %.7f, pruned"
                        + " %.7f%n",
                ms, firstMs, before, masked.probeLoss(), pruned.probeLoss());
        pairs(WARM_UP);
    }

    private void pairs(int count) {
        for (int i = 0; i < count; i++) {
            StepRecord into = i % 2 == 0 ? StepRecord.NONE : record;
            timed(System::nanoTime, masked, into);
            timed(System::nanoTime, pruned, into);
            turn++;
        }
    }

    private double timed(LongSupplier clock, PruningEngine engine, StepRecord into) {
        long start = clock.getAsLong();
        engine.step(mlp.batch(turn), into);
        return (clock.getAsLong() - start) / 1e6;
    }

    private void measure(String name, LongSupplier clock, StepRecord into, int blocks) {
        double[] before = new double[blocks];
        double[] after = new double[blocks];
        double[] ratios = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            boolean maskedFirst = i % 2 == 0;
            double first = block(clock, maskedFirst ? masked : pruned, into);
            double second = block(clock, maskedFirst ? pruned : masked, into);
            before[i] = maskedFirst ? first : second;
            after[i] = maskedFirst ? second : first;
            ratios[i] = before[i] / after[i];
        }
        System.out.printf(
                "%-22s masked %.2f ms, pruned %.2f ms: %.2f times as fast (medians of %d blocks; tenths %.2f to %.2f)%n",
                name,
                quantile(before, 0.5),
                quantile(after, 0.5),
                quantile(ratios, 0.5),
                blocks,
                quantile(ratios, 0.1),
                quantile(ratios, 0.9));
    }

    /** Returns the median time of a step; the first ones find the caches full of the twin's weights and do not count. */
    private double block(LongSupplier clock, PruningEngine engine, StepRecord into) {
        double[] times = new double[BLOCK];
        for (int i = -COLD; i < BLOCK; i++) {
            turn++;
            double ms = timed(clock, engine, into);
            if (i >= 0) {
                times[i] = ms;
            }
        }
        return quantile(times, 0.5);
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (q * (sorted.length - 1))];
    }

    @Override
    public void close() {
        masked.close();
        pruned.close();
    }
}
