package io.plumbline.benchmarks;

import io.plumbline.core.settings.Scope;
import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Engines;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.OptimizerState;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.StepRecord;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.DataSettings;
import io.plumbline.engine.data.Examples;
import io.plumbline.engine.data.Source;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * How sure the gate curvature is for how many draws, and what they cost: MLP 64-256-256-10 on the shipped digits as their
 * plan trains it, a probe every 12 steps. Twins with other numbers of draws make the same steps, so that their probes differ in
 * draws alone; once the network is part-trained, many probes of the same weights say how much h_b spreads. Times are
 * processor time of this thread; with one OpenMP thread that is all of it.
 */
public final class GateCurvatureDraws implements AutoCloseable {

    private static final MlpSpec NETWORK = new MlpSpec(64, List.of(256, 256), 10, Activation.RELU);
    private static final OptimizerSpec OPTIMIZER = OptimizerSpec.sgd(0.4);
    private static final int BATCH = 100;
    private static final int PROBE_EVERY = 12;
    private static final int[] DRAWS = {0, 1, 2, 4, 6};
    private static final int WARM_UP = 20;
    private static final int REPEATS = 200;
    private static final double[] LOSSES = {1, 0.1, 0.01};

    private final Examples training = DataSet.load(DataSettings.of(new Source(Source.Kind.DIGITS, Path.of(""))))
            .training();
    private final Random random = new Random(1);
    private final List<Engine> twins = new ArrayList<>();
    private final StepRecord step = StepRecord.of(NETWORK.layers().nodes());
    private final ProbeRecord record = new ProbeRecord(NETWORK.layers());

    private GateCurvatureDraws(int probeBatch) {
        Batch probes = batch(probeBatch);
        for (int draws : DRAWS) {
            ProbeSpec spec = ProbeSpec.of(probes, Scope.OWN_AND_OUT, draws);
            twins.add(Engines.of(NETWORK, OPTIMIZER, BATCH, spec, 1));
        }
    }

    /** Measures and prints; the argument is the number of examples of the probe batch, 32 without one. */
    public static void main(String[] args) {
        int probeBatch = args.length > 0 ? Integer.parseInt(args[0]) : 32;
        try (GateCurvatureDraws measured = new GateCurvatureDraws(probeBatch)) {
            System.out.printf(
                    "probe batch %d, native threads: %d, load average %.1f%n",
                    probeBatch, NativeThreads.inForce(), Load.average());
            for (double loss : LOSSES) {
                measured.trainTo(loss);
                measured.spreads();
            }
            measured.times();
            System.out.printf("load average %.1f%n", Load.average());
        }
    }

    private Batch batch(int examples) {
        return DrawnExamples.fill(new Batch(examples, training.features()), training, random);
    }

    private void trainTo(double loss) {
        while (twins.get(0).probeLoss() > loss) {
            step();
        }
        System.out.printf(
                "after %d steps, probe loss %.3f%n",
                twins.get(0).updates(), twins.get(0).probeLoss());
    }

    private void step() {
        Batch batch = batch(BATCH);
        twins.forEach(twin -> twin.step(batch, step));
    }

    /** Probes of the same weights for other steps, so that other signs are drawn. */
    private void spreads() {
        for (int t = 1; t < DRAWS.length; t++) {
            Engine twin = twins.get(t);
            long updates = twin.updates();
            double[] sums = new double[record.nodes()];
            double[] squares = new double[record.nodes()];
            for (int n = 0; n < REPEATS; n++) {
                twin.optimizerState(new OptimizerState(updates + n, List.of()));
                twin.probe(record);
                for (int b = 0; b < sums.length; b++) {
                    double h = record.gateCurvatureColumn()[b];
                    sums[b] += h;
                    squares[b] += h * h;
                }
            }
            twin.optimizerState(new OptimizerState(updates, List.of()));
            print(DRAWS[t], spread(sums, squares));
        }
    }

    /** Returns the relative standard deviations of the nodes that have any curvature, ascending. */
    private static double[] spread(double[] sums, double[] squares) {
        List<Double> spreads = new ArrayList<>();
        for (int b = 0; b < sums.length; b++) {
            double mean = sums[b] / REPEATS;
            if (mean > 0) {
                double variance = (squares[b] / REPEATS - mean * mean) * REPEATS / (REPEATS - 1);
                spreads.add(Math.sqrt(Math.max(0, variance)) / mean);
            }
        }
        return spreads.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static void print(int draws, double[] spread) {
        System.out.printf(
                "%d draws: relative standard deviation of h_b, tenth, median, nine tenths of %d nodes: %.2f %.2f %.2f%n",
                draws, spread.length, at(spread, 0.1), at(spread, 0.5), at(spread, 0.9));
    }

    private void times() {
        LongSupplier processor = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
        double[][] times = new double[DRAWS.length][REPEATS];
        double[] steps = new double[REPEATS];
        for (int n = -WARM_UP; n < REPEATS; n++) {
            for (int s = 1; s < PROBE_EVERY; s++) {
                step();
            }
            Batch batch = batch(BATCH);
            for (int turn = 0; turn < DRAWS.length; turn++) {
                int t = Math.floorMod(n + turn, DRAWS.length);
                long start = processor.getAsLong();
                twins.get(t).probe(record);
                long probed = processor.getAsLong();
                twins.get(t).step(batch, step);
                if (n >= 0) {
                    times[t][n] = (probed - start) / 1e6;
                    steps[n] = (processor.getAsLong() - probed) / 1e6;
                }
            }
        }
        Arrays.sort(steps);
        for (int t = 0; t < DRAWS.length; t++) {
            double[] ratios = new double[REPEATS];
            for (int n = 0; n < REPEATS; n++) {
                ratios[n] = times[t][n] / times[0][n];
            }
            Arrays.sort(ratios);
            Arrays.sort(times[t]);
            System.out.printf(
                    "%d draws: a probe takes %.3f ms (least %.3f), %.2f of one without (tenths %.2f to %.2f); a step %.3f ms%n",
                    DRAWS[t],
                    at(times[t], 0.5),
                    times[t][0],
                    at(ratios, 0.5),
                    at(ratios, 0.1),
                    at(ratios, 0.9),
                    at(steps, 0.5));
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))];
    }

    @Override
    public void close() {
        twins.forEach(Engine::close);
    }
}
