package io.plumbline.benchmarks;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * How much faster a step is without its closed nodes: MLP 784-512-512-10, batch 128, Adam, every second node closed. Twins
 * make blocks of steps in turn: one masked, one pruned; bare, then with statistics. Wall clock, and processor time of the
 * training thread; with one OpenMP thread that is all of it.
 */
public final class PruningSteps {

    private static final int WARM_UP = 200;

    private PruningSteps() {}

    /** Measures and prints; the argument is the number of pairs of blocks of each kind, 40 without one. */
    public static void main(String[] args) {
        int blocks = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        try (Twins twins = new Twins("masked", "pruned")) {
            System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
            prepare(twins);
            twins.measure("bare, wall clock", System::nanoTime, StepRecord.NONE, blocks);
            twins.measure("statistics, wall clock", System::nanoTime, twins.record, blocks);
            LongSupplier processor = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
            twins.measure("bare, processor", processor, StepRecord.NONE, blocks);
            twins.measure("statistics, processor", processor, twins.record, blocks);
            System.out.printf("load average %.1f%n", Load.average());
        }
    }

    /** Warms both up under the mask, removes the closed nodes of one, and lets that run warm too. */
    private static void prepare(Twins twins) {
        PruningEngine masked = twins.one;
        PruningEngine pruned = twins.other;
        Layers layers = masked.layers();
        int[] odd = IntStream.range(0, layers.nodes()).filter(b -> b % 2 == 1).toArray();
        Mask half = Mask.allOpen(layers.nodes()).with(odd, new int[0]);
        for (PruningEngine engine : new PruningEngine[] {masked, pruned}) {
            engine.mask(half);
            engine.probe(new ProbeRecord(layers));
        }
        twins.pairs(WARM_UP);
        double before = pruned.probeLoss();
        long begin = System.nanoTime();
        pruned.prune(pruned.mask());
        double ms = (System.nanoTime() - begin) / 1e6;
        double firstMs = twins.timed(System::nanoTime, pruned, twins.record);
        twins.timed(System::nanoTime, masked, twins.record);
        System.out.printf(
                "rebuilt in %.0f ms, first step %.0f ms; probe loss before %.7f, masked one step on %.7f, pruned"
                        + " %.7f%n",
                ms, firstMs, before, masked.probeLoss(), pruned.probeLoss());
        twins.pairs(WARM_UP);
    }
}
