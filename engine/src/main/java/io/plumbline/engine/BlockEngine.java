package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The engine of a network of blocks: native products and plain Java. */
final class BlockEngine implements AutoCloseable {

    private final NetworkSpec network;
    private final Layers layers;
    private final Parameters parameters;
    private final Weights weights;
    private final RunningStatistics running;
    /** Of the averaged weights, as they were measured last. */
    private final RunningStatistics runningOfAverage;

    private final Optimizer optimizer;
    private final Pass pass;
    private final CrossEntropy loss;
    private final StepStatistics statistics;
    private final Prober prober;
    /** −gᵀΔw of every column of a learner. */
    private final float[][] descent;

    private final float[][] gradientRows;
    private final float[][] gates;
    private Optional<WeightAverage> average = Optional.empty();

    /** Takes the weights over. */
    BlockEngine(
            NetworkSpec network,
            Parameters parameters,
            OptimizerSpec optimizer,
            Dropout dropout,
            int batch,
            ProbeSpec probe,
            long seed) {
        this.network = network;
        Architecture table = network.architecture();
        this.layers = table.layers();
        this.parameters = parameters;
        weights = new Weights(table);
        weights.write(parameters);
        running = new RunningStatistics(table);
        runningOfAverage = new RunningStatistics(table);
        this.optimizer = new Optimizer(optimizer, table);
        pass = Blocks.pass(network, weights, running, batch, Use.STEP, dropout);
        loss = new CrossEntropy(batch, network.predictions(), network.classes());
        statistics = new StepStatistics(layers, pass);
        prober = new Prober(network, probe, weights, running, seed);
        descent = new float[pass.learners().size()][];
        gradientRows = new float[descent.length][];
        for (int k = 0; k < descent.length; k++) {
            descent[k] = new float[pass.learners().get(k).columns()];
            gradientRows[k] = new float[descent[k].length];
        }
        gates = new float[layers.size()][];
        mask(Mask.allOpen(layers.nodes()));
    }

    NetworkSpec network() {
        return network;
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
            statistics.begin(batch);
        }
        pass.pullBack(measured ? statistics : Block.Listener.NONE);
        double updateDot = update(measured);
        if (measured) {
            double exampleGradient = statistics.fill(into, batch.examples());
            into.scalars(loss.loss(), updateDot, exampleGradient);
        }
        return loss.loss();
    }

    private void forward(Batch batch) {
        pass.features(batch.values(), batch.examples());
        pass.draw(updates() + 1);
        pass.forward();
        running.approach(pass.norms());
        loss.compute(pass.logits(), batch.labels(), pass.cotangent());
    }

    /** Updates all tensors and returns gᵀΔw. */
    private double update(boolean measured) {
        optimizer.begin();
        average.ifPresent(WeightAverage::begin);
        double sum = 0;
        for (int k = 0; k < descent.length; k++) {
            Learner learner = pass.learners().get(k);
            learner.formGradient();
            Arrays.fill(descent[k], 0);
            int first = learner.firstTensor();
            for (int t = first; t < first + learner.tensors(); t++) {
                update(k, learner, t, measured);
            }
            sum += FloatVectors.sum(descent[k], 0, descent[k].length);
        }
        return -sum;
    }

    /**
     * Takes every row of a tensor through the cache once: gradient, update, new weights to the next pass, sums. Sums come
     * last, two rows at a time: the arithmetic of the update hides the wait for memory that they would add to.
     */
    private void update(int k, Learner learner, int tensor, boolean measured) {
        float[][] w = parameters.rows(tensor);
        float[] g = gradientRows[k];
        for (int r = 0; r < w.length; r++) {
            learner.gradient(tensor, r, g);
            optimizer.update(tensor, r, w[r], g, descent[k]);
            if (average.isPresent()) {
                average.get().add(tensor, r, w[r]);
            }
            weights.write(tensor, r, w[r]);
            if (measured) {
                statistics.sizes().updated(learner, tensor, r, w);
            }
        }
    }

    /** As {@link Engine#magnitude}. */
    void magnitude(Magnitude wanted) {
        statistics.sizes().magnitude(wanted);
    }

    void probe(ProbeRecord into) {
        if (into.nodes() != layers.nodes()) {
            throw new IllegalArgumentException("the record is for " + into.nodes() + " nodes, not " + layers.nodes());
        }
        prober.probe(updates() + 1, into);
    }

    double probeLoss() {
        return prober.loss();
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
        measureStatistics();
    }

    /** Where examples are normalised together: what is kept of another network would be wrong. */
    private void measureStatistics() {
        prober.statistics(running);
    }

    /** Copies weights and gates to what measures them. */
    void freeze(Evaluator evaluator) {
        evaluator.take(parameters, running, gates);
    }

    /** Copies averaged weights and gates to what measures them. */
    void freezeAverage(Evaluator evaluator) {
        evaluator.take(averageRows().orElseThrow(), averageStatistics(), gates);
    }

    /** Returns what examples are normalised with where passes go forward alone: the object itself. */
    RunningStatistics statistics() {
        return running;
    }

    /** Returns that of the averaged weights, measured on the probe batch, for no step saw them: the object itself. */
    RunningStatistics averageStatistics() {
        if (!runningOfAverage.areNone()) {
            weights.write(averageRows().orElseThrow());
            prober.statistics(runningOfAverage);
            weights.write(parameters);
        }
        return runningOfAverage;
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
        WeightAverage begun = new WeightAverage(state.decay(), network.architecture(), parameters);
        if (!state.weights().isEmpty()) {
            begun.take(state.mass(), state.weights());
        }
        average = Optional.of(begun);
    }

    /** Begins the average, if there is one, anew from the weights as they are. */
    void restartAverage() {
        average.ifPresent(mean -> mean.restart(parameters));
    }

    List<NamedArray> weights() {
        return parameters.export("");
    }

    /** Returns all that is learned: the object itself. */
    Parameters parameterRows() {
        return parameters;
    }

    void weights(List<NamedArray> taken) {
        parameters.take(taken, "");
        weights.write(parameters);
        measureStatistics();
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
        prober.close();
        weights.close();
    }
}
