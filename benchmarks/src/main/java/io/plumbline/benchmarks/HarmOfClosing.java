package io.plumbline.benchmarks;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.Batch;
import io.plumbline.engine.Engines;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Examples;
import io.plumbline.trainer.run.RunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which statistic of a node predicts what closing it does? A dense training is stopped at some steps; there every node is closed by
 * itself, and the training loss before and after is compared with what was measured of the node, by Spearman's rank correlation: over
 * all nodes of the network, and over those of every kind; of experts also where tokens stay with the closed one. 1: what the statistic
 * puts last does the most harm.
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

    /** What losses are told of: the first of the training part, and what is to be told of them. */
    private final float[] x;

    private final int[] y;

    private HarmOfClosing(RunDescription run) {
        training = DataSet.load(run.data()).training();
        NetworkSpec network = run.network().spec(training.shape(), training.classes());
        layers = network.layers();
        random = new Random(run.seed());
        batch = new Batch(run.batch(), training.shape(), training.predictions());
        x = new float[judged() * training.features()];
        y = new int[judged() * training.predictions()];
        training.copyRange(0, judged(), x, y);
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
                HarmTable table = table();
                System.out.printf(Locale.ROOT, "%nstep %d: training loss %.4f%n", step, loss());
                table.print(columns);
            }
        }
    }

    private void fill(Batch into) {
        DrawnExamples.fill(into, training, random);
    }

    /** Returns by how much the training loss rises where each node alone is closed: of experts, where tokens go elsewhere. */
    private double[] harm() {
        Mask all = Mask.allOpen(layers.nodes());
        double[] closed = IntStream.range(0, layers.nodes())
                .mapToDouble(b -> {
                    engine.mask(all.with(new int[] {b}, new int[0]));
                    return loss();
                })
                .toArray();
        // Normalised with what the probe batch says, as those of closed nodes are.
        engine.mask(all);
        return aboveOpen(closed);
    }

    /** The same of experts, where tokens go where they went, and an expert makes nothing of them. */
    private double[] harmWithoutRerouting() {
        List<NamedArray> weights = engine.weights();
        double[] silent = IntStream.of(nodes(LayerKind.EXPERT))
                .mapToDouble(b -> {
                    engine.weights(SilentExperts.silenced(weights, layers, b));
                    return loss();
                })
                .toArray();
        engine.weights(weights);
        return aboveOpen(silent);
    }

    private double[] aboveOpen(double[] losses) {
        double open = loss();
        return Arrays.stream(losses).map(loss -> loss - open).toArray();
    }

    private int judged() {
        return Math.min(training.isText() ? TOKENS / training.predictions() : EXAMPLES, training.size());
    }

    private double loss() {
        return engine.evaluate(x, y, judged()).loss();
    }

    private HarmTable table() {
        double[] harm = harm();
        HarmTable table = new HarmTable();
        table.add("all", IntStream.range(0, harm.length).toArray(), harm);
        List<LayerKind> kinds =
                layers.all().stream().map(Layer::kind).distinct().toList();
        for (LayerKind kind : kinds) {
            int[] nodes = nodes(kind);
            if (kinds.size() > 1) {
                table.add(
                        kind.spelling(),
                        nodes,
                        IntStream.of(nodes).mapToDouble(b -> harm[b]).toArray());
            }
            if (kind == LayerKind.EXPERT) {
                table.add("expert, tokens stay", nodes, harmWithoutRerouting());
            }
        }
        return table;
    }

    private int[] nodes(LayerKind kind) {
        return IntStream.range(0, layers.nodes())
                .filter(b -> layers.all().get(layers.layerOf(b)).kind() == kind)
                .toArray();
    }
}
