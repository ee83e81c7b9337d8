package io.plumbline.benchmarks;

import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.Engines;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import java.util.List;
import java.util.Random;

/**
 * What a step and a probe take at widths from before and after a pruning: whether time shrinks as the multiply-adds do. The
 * networks take turns, a block of steps each; gradient descent, a probe batch of 32.
 */
public final class NarrowSteps {

    private static final int PROBE = 32;
    private static final int BLOCK = 50;
    private static final int WARM_UP = 20;
    private static final double RATE = 0.05;

    private NarrowSteps() {}

    /** Measures and prints; the argument is the number of blocks of each network, 20 without one. */
    public static void main(String[] args) {
        int blocks = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        List<Subject> subjects = List.of(
                new Subject(784, List.of(512, 512), 100, blocks),
                new Subject(784, List.of(52, 180), 100, blocks),
                new Subject(64, List.of(256, 256), 50, blocks),
                new Subject(64, List.of(60, 60), 50, blocks));
        System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
        for (int i = 0; i < WARM_UP; i++) {
            subjects.forEach(Subject::warmUp);
        }
        for (int i = 0; i < blocks; i++) {
            for (Subject subject : subjects) {
                subject.block(i);
            }
        }
        subjects.forEach(Subject::print);
        System.out.printf("load average %.1f%n", Load.average());
    }

    /** A network with its times. */
    private static final class Subject {

        private final String name;
        private final PruningEngine engine;
        private final Batch batch;
        private final StepRecord step;
        private final ProbeRecord probe;
        private final double[] bare;
        private final double[] measured;
        private final double[] probed;

        Subject(int features, List<Integer> hidden, int examples, int blocks) {
            bare = new double[blocks];
            measured = new double[blocks];
            probed = new double[blocks];
            MlpSpec network = new MlpSpec(features, hidden, ReferenceMlp.NETWORK.classes(), Activation.RELU);
            name = network.features() + "-" + hidden.get(0) + "-" + hidden.get(1) + "-" + ReferenceMlp.NETWORK.classes()
                    + ", batch " + examples;
            Random random = new Random(1);
            batch = ReferenceMlp.randomBatch(random, examples, features);
            engine = Engines.of(
                    network,
                    OptimizerSpec.sgd(RATE),
                    examples,
                    ProbeSpec.of(ReferenceMlp.randomBatch(random, PROBE, features)),
                    1);
            step = StepRecord.of(engine.layers().nodes());
            probe = new ProbeRecord(engine.layers());
        }

        /** Makes a block whose times the first one that counts overwrites. */
        void warmUp() {
            block(0);
        }

        void block(int i) {
            bare[i] = timed(() -> engine.step(batch, StepRecord.NONE));
            measured[i] = timed(() -> engine.step(batch, step));
            probed[i] = timed(() -> {
                engine.step(batch, StepRecord.NONE);
                engine.probe(probe);
            });
        }

        private static double timed(Runnable work) {
            long start = System.nanoTime();
            for (int n = 0; n < BLOCK; n++) {
                work.run();
            }
            return (System.nanoTime() - start) / 1e6 / BLOCK;
        }

        void print() {
            double step = EngineSteps.median(bare);
            System.out.printf(
                    "%-26s step %.3f ms, with statistics %.3f ms, a probe %.2f ms%n",
                    name, step, EngineSteps.median(measured), EngineSteps.median(probed) - step);
        }
    }
}
