package io.plumbline.benchmarks;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.BlockSpec;
import io.plumbline.engine.ChainSpec;
import io.plumbline.engine.Engines;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.Norm;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import io.plumbline.engine.data.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What a step of a convolutional network takes on colour images of 32×32, batch 64, Adam: bare, with statistics, a probe of 32, and
 * with half of the channels removed. The kinds take turns. Networks: {@code cnn}, 32-32-64-64-128 channels, pooled after the second
 * and fourth; {@code cnn-norm}, the same with batch normalisation; {@code resnet-20} of width 16.
 */
public final class ConvolutionSteps {

    private static final int BATCH = 64;
    private static final int PROBE = 32;
    private static final int WARM_UP = 6;
    private static final Shape IMAGES = Shape.of(3, 32, 32);

    private final Random random = new Random(1);
    private final ChainSpec network;
    private final Batch batch;
    private final ProbeSpec probed;
    private final StepRecord step;
    private final ProbeRecord probe;

    private ConvolutionSteps(ChainSpec network) {
        this.network = network;
        batch = images(BATCH);
        probed = ProbeSpec.of(images(PROBE));
        step = StepRecord.of(network.layers().nodes());
        probe = new ProbeRecord(network.layers());
    }

    /** Measures and prints; arguments are the number of rounds, 20 without one, and the network, cnn without one. */
    public static void main(String[] args) {
        String name = args.length > 1 ? args[1] : "cnn";
        new ConvolutionSteps(network(name)).measure(args.length > 0 ? Integer.parseInt(args[0]) : 20);
    }

    private static ChainSpec network(String name) {
        List<BlockSpec> plain = BlockSpec.cnn(List.of(32, 32, 64, 64, 128), List.of(2, 4), List.of());
        return switch (name) {
            case "cnn" -> new ChainSpec(IMAGES, plain, Norm.NONE, 10, Activation.RELU);
            case "cnn-norm" -> new ChainSpec(IMAGES, plain, Norm.BATCH, 10, Activation.RELU);
            case "resnet-20" -> new ChainSpec(IMAGES, BlockSpec.resnet(20, 16), Norm.BATCH, 10, Activation.RELU);
            default -> throw new IllegalArgumentException("expected cnn, cnn-norm or resnet-20, got " + name);
        };
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
            System.out.printf("half of all channels removed: %.2f times as fast%n", usual / median(pruned));
            System.out.printf("a probe of %d: %.1f ms%n", PROBE, median(probes));
        }
        System.out.printf("load average %.1f%n", Load.average());
    }

    private PruningEngine engine() {
        return Engines.of(network, OptimizerSpec.adam(0.0001), BATCH, probed, 1);
    }

    private Mask everyOther() {
        int nodes = network.layers().nodes();
        int[] odd = IntStream.range(0, nodes).filter(node -> node % 2 == 1).toArray();
        return Mask.allOpen(nodes).with(odd, new int[0]);
    }

    private Batch images(int examples) {
        return ReferenceMlp.randomBatch(random, examples, network.features());
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
