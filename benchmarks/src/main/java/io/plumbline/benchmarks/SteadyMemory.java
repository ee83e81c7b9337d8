package io.plumbline.benchmarks;

import io.plumbline.engine.Engines;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import java.util.Random;

/**
 * Whether memory stays what it is: small networks of every kind make steps with statistics, and a probe every hundred; resident memory
 * after the first fifth of the steps, and at the end.
 */
public final class SteadyMemory {

    private static final int BATCH = 16;
    private static final int BETWEEN = 100;

    private SteadyMemory() {}

    /** Measures and prints; the argument is the number of steps after the first fifth, 5,000 without one. */
    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 5000;
        for (NetworkSpec network : BlockNetworks.small()) {
            measure(network, steps);
        }
    }

    private static void measure(NetworkSpec network, int steps) {
        Random random = new Random(1);
        ProbeSpec probed = ProbeSpec.of(BlockNetworks.drawn(network, random, BATCH));
        try (PruningEngine engine = Engines.of(network, OptimizerSpec.adam(0.0001), BATCH, probed, 1)) {
            StepRecord step = StepRecord.of(engine.layers().nodes());
            ProbeRecord probe = new ProbeRecord(engine.layers());
            Memory first = Memory.NONE;
            for (int t = 1; t <= steps + steps / 5; t++) {
                engine.step(BlockNetworks.drawn(network, random, BATCH), step);
                if (t % BETWEEN == 0) {
                    engine.probe(probe);
                }
                if (t == steps / 5) {
                    first = Memory.live();
                }
            }
            Memory last = Memory.live();
            System.out.printf(
                    "%s of %,d parameters, %,d steps: resident %.1f MB, then %.1f: %+.2f %%%n",
                    network.kind(),
                    network.parameters(),
                    steps,
                    first.resident() / 1e6,
                    last.resident() / 1e6,
                    100.0 * (last.resident() - first.resident()) / first.resident());
        }
    }
}
