package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The engine of a multi-layer perceptron: native products and plain Java. */
final class MlpEngine implements AutoCloseable {

    private final NetworkSpec network;
    private final Layers layers;
    private final Parameters weights;
    private final List<Matrix> nativeWeights = new ArrayList<>();
    private final Optimizer optimizer;
    private final Forward pass;
    private final Signals signals;
    private final CrossEntropy loss;
    private final Pullback pullback;
    private final OuterProducts products;
    private final StepStatistics statistics;
    private final Dropout dropout;
    private final Prober prober;
    private final float[][] descent;
    private final float[][] gradientRows;
    private final float[][] gates;
    private Optional<WeightAverage> average = Optional.empty();

    /** Takes the weights over. */
    MlpEngine(
            NetworkSpec network,
            Parameters weights,
            OptimizerSpec optimizer,
            Dropout dropout,
            int batch,
            ProbeSpec probe,
            long seed) {
        this.network = network;
        this.layers = network.layers();
        this.weights = weights;
        descent = new float[network.depth()][];
        gradientRows = new float[network.depth()][];
        gates = new float[network.depth() - 1][];
        for (int l = 0; l < network.depth(); l++) {
            nativeWeights.add(new Matrix(network.width(l), network.width(l + 1)));
            descent[l] = new float[network.width(l + 1)];
            gradientRows[l] = new float[network.width(l + 1)];
        }
        writeWeights();
        this.optimizer = new Optimizer(optimizer, network.architecture());
        pass = new Forward(network, batch);
        signals = new Signals(network, batch);
        loss = new CrossEntropy(batch, network.classes());
        pullback = new Pullback(network, batch);
        products = new OuterProducts(network, batch);
        statistics = new StepStatistics(network, layers, batch);
        this.dropout = dropout;
        prober = new Prober(network, probe, nativeWeights, seed);
        mask(Mask.allOpen(layers.nodes()));
    }

    Layers layers() {
        return layers;
    }

    long parameters() {
        return network.parameters();
    }

    long updates() {
        return optimizer.updates();
    }

    double step(Batch batch, StepRecord into) {
        boolean measured = into != StepRecord.NONE;
        batch.requireFits(network, pass.examples());
        if (measured && into.nodes() != layers.nodes()) {
            throw new IllegalArgumentException("the record is for " + into.nodes() + " nodes, not " + layers.nodes());
        }
        forward(batch);
        if (measured) {
            statistics.begin(batch.squares(), pass);
        }
        pullback.carry(signals, nativeWeights, gates, dropout, measured ? statistics : Pullback.Listener.NONE);
        double updateDot = update(measured);
        if (measured) {
            double exampleGradient = statistics.fill(into, batch.examples());
            into.scalars(loss.loss(), updateDot, exampleGradient);
        }
        return loss.loss();
    }

    private void forward(Batch batch) {
        pass.features(batch.values(), batch.examples());
        pass.biases(weights);
        dropout.begin(updates() + 1, gates, pass);
        pass.run(nativeWeights, signals.outputs());
        loss.compute(signals.logits(), batch.labels(), signals.delta(network.depth() - 1));
    }

    /** Updates all maps and returns gᵀΔw. */
    private double update(boolean measured) {
        optimizer.begin();
        average.ifPresent(WeightAverage::begin);
        double sum = 0;
        for (int l = 0; l < network.depth(); l++) {
            Arrays.fill(descent[l], 0);
            updateWeights(l, gradient(l), measured);
            updateBiases(l, measured);
            sum += FloatVectors.sum(descent[l], 0, descent[l].length);
        }
        return -sum;
    }

    /** Returns the gradient of the weights of dense map {@code l}, [in, out], valid until the next step. */
    private Matrix gradient(int l) {
        return l == 0
                ? products.form(0, pass.below(0), signals.delta(0))
                : products.form(l, pass.below(l), pullback.delta(l));
    }

    /**
     * Takes every row through the cache once: gradient from the pass, update, new weights to the next pass, sums. Sums
     * come last, two rows at a time: the arithmetic of the update hides the wait for memory that they would add to.
     */
    private void updateWeights(int l, Matrix gradient, boolean measured) {
        float[][] w = weights.weight(l);
        Matrix next = nativeWeights.get(l);
        int last = network.width(l) - 1;
        for (int r = 0; r <= last; r++) {
            float[] g = gradientRows[l];
            gradient.read(r, g);
            optimizer.update(2 * l, r, w[r], g, descent[l]);
            if (average.isPresent()) {
                average.get().add(2 * l, r, w[r]);
            }
            next.write(r, w[r]);
            if (measured) {
                addRows(l, r, last, w);
            }
        }
    }

    private void updateBiases(int l, boolean measured) {
        float[] w = weights.bias(l);
        float[] g = gradientRows[l];
        OuterProducts.bias(signals.delta(l), g);
        optimizer.update(2 * l + 1, 0, w, g, descent[l]);
        average.ifPresent(mean -> mean.add(2 * l + 1, 0, w));
        if (measured) {
            statistics.addRow(l, w);
        }
    }

    private void addRows(int l, int r, int last, float[][] w) {
        if (r % 2 == 1) {
            statistics.addRows(l, w[r - 1], w[r]);
        } else if (r == last) {
            statistics.addRow(l, w[r]);
        }
    }

    private void writeWeights() {
        for (int l = 0; l < network.depth(); l++) {
            nativeWeights.get(l).write(weights.weight(l));
        }
    }

    void probe(ProbeRecord into) {
        if (into.nodes() != layers.nodes()) {
            throw new IllegalArgumentException("the record is for " + into.nodes() + " nodes, not " + layers.nodes());
        }
        prober.probe(updates() + 1, weights, gates, into);
    }

    double probeLoss() {
        return prober.loss(weights);
    }

    void mask(Mask mask) {
        if (mask.nodes() != layers.nodes()) {
            throw new IllegalArgumentException("the mask is of " + mask.nodes() + " nodes, not " + layers.nodes());
        }
        for (int l = 0; l < gates.length; l++) {
            gates[l] = new float[layers.all().get(l).nodes()];
            for (int b = 0; b < gates[l].length; b++) {
                gates[l][b] = mask.isOpen(layers.start(l) + b) ? 1 : 0;
            }
        }
        pass.gates(gates);
        prober.gates(gates);
    }

    /** Copies weights and gates to what measures them. */
    void freeze(Evaluator evaluator) {
        evaluator.take(weights, gates);
    }

    /** Copies averaged weights and gates to what measures them. */
    void freezeAverage(Evaluator evaluator) {
        evaluator.take(averageRows().orElseThrow(), gates);
    }

    /** Returns the averaged weights, if any are kept: the object itself. */
    Optional<Parameters> averageRows() {
        return average.map(WeightAverage::mean);
    }

    AverageState average() {
        return average.map(WeightAverage::state).orElse(AverageState.NONE);
    }

    /** As {@link Engine#average(AverageState)}. */
    void average(AverageState state) {
        if (state.decay() == 0) {
            average = Optional.empty();
            return;
        }
        WeightAverage begun = new WeightAverage(state.decay(), network.architecture(), weights);
        if (!state.weights().isEmpty()) {
            begun.take(state.mass(), state.weights());
        }
        average = Optional.of(begun);
    }

    /** Begins the average, if there is one, anew from the weights as they are. */
    void restartAverage() {
        average.ifPresent(mean -> mean.restart(weights));
    }

    List<NamedArray> weights() {
        return weights.export("");
    }

    /** Returns weights and biases: the object itself. */
    Parameters parameterRows() {
        return weights;
    }

    void weights(List<NamedArray> taken) {
        weights.take(taken, "");
        writeWeights();
        restartAverage();
    }

    OptimizerState optimizerState() {
        return optimizer.state();
    }

    void optimizerState(OptimizerState state) {
        optimizer.take(state);
    }

    /** As {@link Engine#probeDirection()}. */
    List<NamedArray> direction() {
        return prober.direction().export();
    }

    /** As {@link Engine#probeDirection(List)}. */
    void direction(List<NamedArray> taken) {
        prober.direction().take(taken);
    }

    @Override
    public void close() {
        pass.close();
        pullback.close();
        products.close();
        prober.close();
        nativeWeights.forEach(Matrix::close);
    }
}
