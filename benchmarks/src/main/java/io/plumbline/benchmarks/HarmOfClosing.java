package io.plumbline.benchmarks;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.Batch;
import io.plumbline.engine.Engines;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Examples;
import io.plumbline.experiments.statistics.RankCorrelation;
import io.plumbline.trainer.run.RunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which statistic of a node predicts what closing it does? A dense training is stopped at some steps; there every node is closed by
 * itself, and the training loss before and after is compared with what was measured of the node, by Spearman's rank correlation: over
 * all nodes of the network, and over those of every kind. 1: what the statistic puts last does the most harm.
 */
public final class HarmOfClosing {

    private static final int EXAMPLES = 2_000;
    private static final int PROBE = 128;
    private static final int DRAWS = 64;

    /** Of texts, whose examples tell many tokens each. */
    private static final int TOKENS = 16_384;

    private static final int PROBED_TEXTS = 16;

    private final Examples training;
    private final Layers layers;
    private final PruningEngine engine;
    private final Random random;
    private final Batch batch;
    private final NodeStatistics statistics;

    private HarmOfClosing(RunDescription run) {
        training = DataSet.load(run.data()).training();
        NetworkSpec network = run.network().spec(training.shape(), training.classes());
        layers = network.layers();
        random = new Random(run.seed());
        batch = new Batch(run.batch(), training.shape(), training.predictions());
        int probed = Math.min(training.isText() ? PROBED_TEXTS : PROBE, training.size());
        Batch probe = new Batch(probed, training.shape(), training.predictions());
        fill(probe);
        ProbeSpec probes =
                ProbeSpec.of(probe, run.gating().settings().objective().scope(), DRAWS);
        engine = Engines.of(network, run.optimizer(), run.dropout(), run.batch(), probes, run.seed());
        statistics =
                new NodeStatistics(layers, network.architecture().stateTensors().isEmpty());
    }

    /** Measures and prints; the arguments are a description of a run and, with commas between them, the steps to stop at. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("expected RUN.yaml and steps, such as 100,300,1000");
        }
        long[] steps = Stream.of(args[1].split(","))
                .mapToLong(Long::parseLong)
                .sorted()
                .toArray();
        new HarmOfClosing(RunDescription.parse(Files.readString(Path.of(args[0])))).measure(steps);
    }

    private void measure(long[] steps) {
        try (engine) {
            for (long step : steps) {
                while (engine.updates() < step) {
                    fill(batch);
                    statistics.step(engine, batch);
                }
                Map<String, double[]> columns = statistics.columns(engine, () -> fill(batch), batch);
                double[] harm = harm();
                print(step, columns, harm);
            }
        }
    }

    private void fill(Batch into) {
        DrawnExamples.fill(into, training, random);
    }

    /** Returns by how much the training loss rises where each node alone is closed. */
    private double[] harm() {
        int nodes = layers.nodes();
        Mask all = Mask.allOpen(nodes);
        double[] harm = new double[nodes];
        for (int b = 0; b < nodes; b++) {
            engine.mask(all.with(new int[] {b}, new int[0]));
            harm[b] = loss();
        }
        // Normalised with what the probe batch says, as those of closed nodes are.
        engine.mask(all);
        double open = loss();
        System.out.printf(Locale.ROOT, "%nstep %d: training loss %.4f%n", engine.updates(), open);
        return Arrays.stream(harm).map(closed -> closed - open).toArray();
    }

    private double loss() {
        int most = training.isText() ? TOKENS / training.predictions() : EXAMPLES;
        int count = Math.min(most, training.size());
        float[] x = new float[count * training.features()];
        int[] y = new int[count * training.predictions()];
        training.copyRange(0, count, x, y);
        return engine.evaluate(x, y, count).loss();
    }

    private void print(long step, Map<String, double[]> columns, double[] harm) {
        Map<String, int[]> kinds = new LinkedHashMap<>();
        kinds.put("all", IntStream.range(0, layers.nodes()).toArray());
        List<String> spellings = layers.all().stream()
                .map(layer -> layer.kind().spelling())
                .distinct()
                .toList();
        if (spellings.size() > 1) {
            spellings.forEach(kind -> kinds.put(kind, nodes(kind)));
        }
        System.out.printf("%-12s", "step " + step);
        kinds.forEach((kind, nodes) -> System.out.printf("%20s", kind + " (" + nodes.length + ")"));
        System.out.println();
        columns.forEach((name, column) -> {
            System.out.printf("%-12s", name);
            kinds.values()
                    .forEach(nodes -> System.out.printf(
                            Locale.ROOT,
                            "%20.2f",
                            RankCorrelation.of(of(column, nodes), of(harm, nodes))
                                    .rho()));
            System.out.println();
        });
    }

    private int[] nodes(String kind) {
        return IntStream.range(0, layers.nodes())
                .filter(b ->
                        layers.all().get(layers.layerOf(b)).kind().spelling().equals(kind))
                .toArray();
    }

    private static double[] of(double[] column, int[] nodes) {
        return IntStream.of(nodes).mapToDouble(b -> column[b]).toArray();
    }
}
