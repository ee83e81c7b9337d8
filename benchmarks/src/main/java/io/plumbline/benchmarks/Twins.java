package io.plumbline.benchmarks;

import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Two networks of one seed that make blocks of steps in turn, who goes first changing. Blocks, because a run has no twin
 * that empties its caches at every step.
 */
final class Twins implements AutoCloseable {

    /** Steps of a block that count, and those before them that do not. */
    private static final int BLOCK = 15;

    private static final int COLD = 3;

    final PruningEngine one;
    final PruningEngine other;
    final StepRecord record;
    private final ReferenceMlp mlp = new ReferenceMlp();
    private final String oneName;
    private final String otherName;
    private long turn;

    /** Makes both; the names are for people. */
    Twins(String oneName, String otherName) {
        this.oneName = oneName;
        this.otherName = otherName;
        one = mlp.engine();
        other = mlp.engine();
        record = StepRecord.of(one.layers().nodes());
    }

    /** Makes steps with both, every second one with statistics. */
    void pairs(int count) {
        for (int i = 0; i < count; i++) {
            turn++;
            StepRecord into = i % 2 == 0 ? StepRecord.NONE : record;
            timed(System::nanoTime, one, into);
            timed(System::nanoTime, other, into);
        }
    }

    /** Makes a step on the batch that both are at; returns its time, ms. */
    double timed(LongSupplier clock, PruningEngine engine, StepRecord into) {
        long start = clock.getAsLong();
        engine.step(mlp.batch(turn), into);
        return (clock.getAsLong() - start) / 1e6;
    }

    /** Measures pairs of blocks and prints the time of the one over that of the other. */
    void measure(String name, LongSupplier clock, StepRecord into, int blocks) {
        double[] ofOne = new double[blocks];
        double[] ofOther = new double[blocks];
        double[] ratios = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            boolean oneFirst = i % 2 == 0;
            double first = block(clock, oneFirst ? one : other, into);
            double second = block(clock, oneFirst ? other : one, into);
            ofOne[i] = oneFirst ? first : second;
            ofOther[i] = oneFirst ? second : first;
            ratios[i] = ofOne[i] / ofOther[i];
        }
        System.out.printf(
                "%-22s %s %.2f ms, %s %.2f ms: ratio %.3f (medians of %d blocks; tenths %.3f to %.3f)%n",
                name,
                oneName,
                quantile(ofOne, 0.5),
                otherName,
                quantile(ofOther, 0.5),
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
        one.close();
        other.close();
    }
}
