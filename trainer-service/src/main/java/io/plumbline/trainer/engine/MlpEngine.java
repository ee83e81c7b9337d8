package io.plumbline.trainer.engine;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The engine of a multi-layer perceptron: SameDiff for the passes, plain Java for everything between them. */
final class MlpEngine implements Engine {

    private final NetworkSpec network;
    private final Layers layers;
    private final Parameters weights;
    private final Parameters gradient;
    private final List<INDArray> nativeWeights = new ArrayList<>();
    private final Optimizer optimizer;
    private final MlpGraph graph;
    private final Inputs inputs;
    private final Pass pass;
    private final Signals signals;
    private final CrossEntropy loss;
    private final OuterProducts products;
    private final StepStatistics statistics;
    private final Prober prober;
    private final Evaluator evaluator;
    private final float[][] descent;
    private final float[][] gates;
    private Mask mask;

    MlpEngine(NetworkSpec network, OptimizerSpec optimizer, int batch, ProbeSpec probe, long seed) {
        this.network = network;
        this.layers = network.layers();
        weights = Parameters.initial(network, seed);
        gradient = new Parameters(network);
        descent = new float[network.depth()][];
        gates = new float[network.depth() - 1][];
        for (int l = 0; l < network.depth(); l++) {
            nativeWeights.add(Native.matrix(network.width(l), network.width(l + 1)));
            descent[l] = new float[network.width(l + 1)];
        }
        writeWeights();
        this.optimizer = new Optimizer(optimizer, network);
        graph = new MlpGraph(network, Head.CROSS_ENTROPY, nativeWeights);
        inputs = new Inputs(network, batch);
        pass = new Pass(graph.withGradients(), results());
        signals = new Signals(network, batch);
        loss = new CrossEntropy(batch, network.classes());
        products = new OuterProducts(network, batch);
        statistics = new StepStatistics(network, layers);
        prober = new Prober(network, probe, graph, nativeWeights, layers, ~seed);
        evaluator = new Evaluator(network, graph.forwardOnly());
        mask(Mask.allOpen(layers.nodes()));
    }

    /** The first map's gradient is formed here: SameDiff would derive the features with it, a fifth of the work. */
    private List<String> results() {
        List<String> names = new ArrayList<>(graph.outputs());
        for (int l = 0; l < network.depth() - 1; l++) {
            names.add(graph.gradientOf("o" + l));
            names.add(graph.gradientOf("w" + (l + 1)));
        }
        return names;
    }

    @Override
    public Layers layers() {
        return layers;
    }

    @Override
    public long parameters() {
        return network.parameters();
    }

    @Override
    public long updates() {
        return optimizer.updates();
    }

    @Override
    public double step(Batch batch, StepRecord into) {
        boolean measured = into != StepRecord.NONE;
        batch.requireFits(network, inputs.examples());
        if (measured && into.nodes() != layers.nodes()) {
            throw new IllegalArgumentException("the record is for " + into.nodes() + " nodes, not " + layers.nodes());
        }
        passBothWays(batch);
        if (measured) {
            statistics.clear();
            statistics.addExamples(signals, batch.features(), gates);
        }
        formGradient();
        double updateDot = update(measured);
        if (measured) {
            statistics.fill(into, batch.examples(), gates);
            into.loss = loss.loss();
            into.residual = loss.residual();
            into.updateDot = updateDot;
        }
        return loss.loss();
    }

    private void passBothWays(Batch batch) {
        inputs.features(batch.features(), batch.examples());
        inputs.labels(batch.labels());
        inputs.biases(weights);
        pass.run(inputs.byName());
        signals.readOutputs(pass);
        signals.readSignals(pass, graph);
        signals.pullBack(gates);
        loss.compute(signals.logits(), batch.labels(), signals.delta(network.depth() - 1));
    }

    private void formGradient() {
        products.form(0, inputs.byName().get("x"), signals.delta(0), gradient.map(0));
        for (int l = 0; l < network.depth(); l++) {
            if (l > 0) {
                Native.read(pass.get(graph.gradientOf("w" + l)), gradient.map(l));
            }
            OuterProducts.bias(signals.delta(l), gradient.bias(l));
        }
    }

    /** Updates all rows, gathers their sums while they are in cache, and returns gᵀΔw. */
    private double update(boolean measured) {
        optimizer.begin();
        double sum = 0;
        for (int l = 0; l < network.depth(); l++) {
            Arrays.fill(descent[l], 0);
            float[][] w = weights.map(l);
            float[][] g = gradient.map(l);
            for (int r = 0; r < w.length; r++) {
                if (measured) {
                    statistics.addRow(l, r, w[r], g[r]);
                }
                optimizer.update(l, r, w[r], g[r], descent[l]);
            }
            sum += Loops.sum(descent[l], 0, descent[l].length);
        }
        writeWeights();
        return -sum;
    }

    private void writeWeights() {
        for (int l = 0; l < network.depth(); l++) {
            Native.write(weights.map(l), nativeWeights.get(l));
        }
    }

    @Override
    public void probe(ProbeRecord into) {
        if (into.nodes() != layers.nodes()) {
            throw new IllegalArgumentException("the record is for " + into.nodes() + " nodes, not " + layers.nodes());
        }
        prober.probe(weights, gates, into);
    }

    @Override
    public double probeLoss() {
        return prober.loss(weights);
    }

    @Override
    public Mask mask() {
        return mask;
    }

    @Override
    public void mask(Mask mask) {
        if (mask.nodes() != layers.nodes()) {
            throw new IllegalArgumentException("the mask is of " + mask.nodes() + " nodes, not " + layers.nodes());
        }
        this.mask = mask;
        for (int l = 0; l < gates.length; l++) {
            gates[l] = new float[layers.all().get(l).nodes()];
            for (int b = 0; b < gates[l].length; b++) {
                gates[l][b] = mask.isOpen(layers.start(l) + b) ? 1 : 0;
            }
        }
        inputs.gates(gates);
        prober.gates(gates);
        evaluator.gates(gates);
    }

    @Override
    public Score evaluate(float[] features, int[] labels, int examples) {
        if (examples < 1 || labels.length < examples || features.length < (long) examples * network.features()) {
            throw new IllegalArgumentException(examples + " examples of " + network.features() + " features asked for, "
                    + labels.length + " labels and " + features.length + " numbers given");
        }
        Batch.requireClasses(labels, examples, network.classes());
        return evaluator.evaluate(weights, features, labels, examples);
    }

    @Override
    public List<NamedArray> weights() {
        return weights.export("");
    }

    @Override
    public void weights(List<NamedArray> taken) {
        weights.take(taken, "");
        writeWeights();
    }

    @Override
    public OptimizerState optimizerState() {
        return optimizer.state();
    }

    @Override
    public void optimizerState(OptimizerState state) {
        optimizer.take(state);
    }

    @Override
    public void close() {
        pass.close();
        products.close();
        inputs.close();
        prober.close();
        evaluator.close();
        nativeWeights.forEach(INDArray::close);
    }
}
