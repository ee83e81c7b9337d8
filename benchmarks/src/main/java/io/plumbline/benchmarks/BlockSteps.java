package io.plumbline.benchmarks;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.Batch;
import io.plumbline.engine.Engines;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import io.plumbline.engine.TransformerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What a step of a network of blocks takes, Adam: bare, with statistics, a probe of half as many examples, and with half of the nodes
 * removed. The kinds take turns. Networks: {@code cnn}, 32-32-64-64-128 channels, pooled after the second and fourth, on colour images
 * of 32×32, batch 64; {@code cnn-norm}, the same with batch normalisation; {@code resnet-20} of width 16; {@code transformer}, two causal
 * blocks of 4 heads and 512 units, width 128, on 64 of 65 tokens, batch 16; {@code mixture}, the same with 8 experts of 512 units.
 */
public final class BlockSteps {

    private static final int WARM_UP = 6;
    /** Steps from one probe to the next. */
    private static final int BETWEEN = 50;

    private final Random random = new Random(1);
    private final NetworkSpec network;
    private final int examples;
    private final Batch batch;
    private final ProbeSpec probed;
    private final StepRecord step;
    private final ProbeRecord probe;

    private BlockSteps(NetworkSpec network) {
        this.network = network;
        examples = network instanceof TransformerSpec ? 16 : 64;
        batch = BlockNetworks.drawn(network, random, examples);
        probed = ProbeSpec.of(BlockNetworks.drawn(network, random, examples / 2));
        step = StepRecord.of(network.layers().nodes());
        probe = new ProbeRecord(network.layers());
    }

    /** Measures and prints; arguments are the number of rounds, 20 without one, and the network, cnn without one. */
    public static void main(String[] args) {
        String name = args.length > 1 ? args[1] : "cnn";
        new BlockSteps(BlockNetworks.named(name)).measure(args.length > 0 ? Integer.parseInt(args[0]) : 20);
    }

    private void measure(int rounds) {
        try (PruningEngine whole = engine();
                PruningEngine half = engine()) {
            System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
            half.mask(everyOther());
            half.prune(half.mask());
            List<Double> bare = new ArrayList<>();
            List<Double> measured = new ArrayList<>();
            List<Double> pruned = new ArrayList<>();
            List<Double> probes = new ArrayList<>();
            for (int round = -WARM_UP; round < rounds; round++) {
                List<Double> times = List.of(
                        milliseconds(() -> whole.step(batch, StepRecord.NONE)),
                        milliseconds(() -> whole.step(batch, step)),
                        milliseconds(() -> half.step(batch, StepRecord.NONE)),
                        milliseconds(() -> whole.probe(probe)));
                if (round >= 0) {
                    bare.add(times.get(0));
                    measured.add(times.get(1));
                    pruned.add(times.get(2));
                    probes.add(times.get(3));
                }
            }
            double usual = median(bare);
            System.out.printf(
                    "step %.1f ms, least %.1f%n",
                    usual, bare.stream().reduce(Math::min).orElseThrow());
            System.out.printf("with statistics %.3f of it%n", median(measured) / usual);
            System.out.printf("half of all nodes removed: %.2f times as fast%n", usual / median(pruned));
            System.out.printf(
                    "a probe of %d: %.1f ms; with statistics and one every %d steps %.3f of a step%n",
                    examples / 2, median(probes), BETWEEN, (median(measured) + median(probes) / BETWEEN) / usual);
        }
        System.out.printf("load average %.1f%n", Load.average());
    }

    private PruningEngine engine() {
        return Engines.of(network, OptimizerSpec.adam(0.0001), examples, probed, 1);
    }

    private Mask everyOther() {
        int nodes = network.layers().nodes();
        int[] odd = IntStream.range(0, nodes).filter(node -> node % 2 == 1).toArray();
        return Mask.allOpen(nodes).with(odd, new int[0]);
    }

    private static double milliseconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(List<Double> values) {
        return EngineSteps.median(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
