package io.plumbline.benchmarks;

import io.plumbline.engine.AverageState;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.StepRecord;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * What an average of the weights adds to a step: MLP 784-512-512-10, batch 128, Adam. Twins make blocks of steps in turn: one
 * with a decay of 0.98, one without an average; bare, then with statistics. Wall clock, and processor time of the training
 * thread; with one OpenMP thread that is all of it.
 */
public final class AverageSteps {

    private static final int WARM_UP = 200;
    private static final double DECAY = 0.98;

    private AverageSteps() {}

    /** Measures and prints; the argument is the number of pairs of blocks of each kind, 40 without one. */
    public static void main(String[] args) {
        int blocks = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        try (Twins twins = new Twins("averaged", "plain")) {
            System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
            twins.one.average(AverageState.beginning(DECAY));
            twins.pairs(WARM_UP);
            twins.measure("bare, wall clock", System::nanoTime, StepRecord.NONE, blocks);
            twins.measure("statistics, wall clock", System::nanoTime, twins.record, blocks);
            LongSupplier processor = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
            twins.measure("bare, processor", processor, StepRecord.NONE, blocks);
            twins.measure("statistics, processor", processor, twins.record, blocks);
            System.out.printf("load average %.1f%n", Load.average());
        }
    }
}
