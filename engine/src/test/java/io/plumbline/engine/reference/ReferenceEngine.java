package io.plumbline.engine.reference;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.AverageState;
import io.plumbline.engine.Batch;
import io.plumbline.engine.EngineState;
import io.plumbline.engine.Frozen;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.OptimizerState;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The smallest engine that keeps the contract, written with what anybody outside of the engine's package can see. It
 * removes a node by zeroing it for ever.
 */
final class ReferenceEngine implements PruningEngine {

    private final TinyNetwork network;
    private final TinyArrays arrays;
    private final OptimizerSpec optimizer;
    private final int batch;
    private final TinyProbe probe;
    private final Architecture table;
    private final float[] velocity;
    private final TinyNetwork.Pass pass;
    private final double[] gradient;
    private final double[] ofExample;
    private final double[] r;
    private Mask mask;
    private Mask left;
    private long updates;
    private Optional<TinyAverage> average = Optional.empty();

    /** Makes one of a hidden layer, for gradient descent with or without momentum. */
    ReferenceEngine(TinyNetwork network, OptimizerSpec optimizer, int batch, ProbeSpec probe, long seed) {
        this.network = network;
        this.optimizer = optimizer;
        this.batch = batch;
        arrays = new TinyArrays(network);
        table = arrays.table(network);
        velocity = new float[network.parameters.length];
        gradient = new double[network.parameters.length];
        ofExample = new double[network.parameters.length];
        r = new double[network.classes];
        pass = network.new Pass();
        this.probe = new TinyProbe(network, probe, seed);
        Random random = new Random(seed);
        for (int k = 0; k < network.base(); k++) {
            network.parameters[k] = (float) (0.5 * random.nextGaussian());
        }
        left = Mask.allOpen(network.nodes);
        mask(left);
    }

    @Override
    public Architecture architecture() {
        return table;
    }

    @Override
    public long parameters() {
        return left.openCount() * (network.features + 1L + network.classes) + network.classes;
    }

    @Override
    public long updates() {
        return updates;
    }

    @Override
    public double step(Batch examples, StepRecord into) {
        examples.requireFits(batch, network.features, network.classes);
        boolean measured = into != StepRecord.NONE;
        if (measured) {
            requireNodes(into.nodes());
            Arrays.fill(into.gamma(), 0);
            Arrays.fill(into.tau(), 0);
        }
        Arrays.fill(gradient, 0);
        double[] sums = new double[2];
        float[] x = examples.features();
        for (int i = 0; i < batch; i++) {
            example(x, i, examples.labels()[i], into, sums);
        }
        double updateDot = update();
        if (measured) {
            weightNorms(into.weightNorm());
            into.scalars(sums[0], updateDot, sums[1]);
        }
        return sums[0];
    }

    /** Adds what one example has to say: to the gradient, to the columns, to loss and M². */
    private void example(float[] x, int i, int label, StepRecord into, double[] sums) {
        pass.forward(x, i, label);
        sums[0] += pass.loss / batch;
        for (int c = 0; c < r.length; c++) {
            r[c] = pass.p[c] - (c == label ? 1 : 0);
        }
        Arrays.fill(ofExample, 0);
        pass.pullBack(r, ofExample);
        for (int k = 0; k < ofExample.length; k++) {
            int b = network.nodeOf(k);
            double open = b < 0 ? ofExample[k] : network.gates[b] * ofExample[k];
            gradient[k] += open / batch;
            sums[1] += open * open / batch;
        }
        for (int b = 0; b < into.nodes(); b++) {
            double gate = pass.gateGradient(r, b);
            into.gamma()[b] += (float) (gate / batch);
            into.tau()[b] += (float) (gate * gate / batch);
        }
    }

    private double update() {
        double dot = 0;
        for (int k = 0; k < gradient.length; k++) {
            velocity[k] = (float) (optimizer.momentum() * velocity[k] + gradient[k]);
            float before = network.parameters[k];
            network.parameters[k] = (float) (before - optimizer.learningRate() * velocity[k]);
            dot += gradient[k] * ((double) network.parameters[k] - before);
        }
        updates++;
        average.ifPresent(mean -> mean.add(network));
        return dot;
    }

    private void weightNorms(float[] into) {
        for (int b = 0; b < network.nodes; b++) {
            double squares = Math.pow(network.parameters[network.offset(b)], 2);
            for (int f = 0; f < network.features; f++) {
                squares += Math.pow(network.parameters[b * network.features + f], 2);
            }
            into[b] = (float) squares;
        }
    }

    @Override
    public void probe(ProbeRecord into) {
        requireNodes(into.nodes());
        probe.probe(updates + 1, into);
    }

    private void requireNodes(int nodes) {
        if (nodes != network.nodes) {
            throw new IllegalArgumentException("the record is for " + nodes + " nodes, not " + network.nodes);
        }
    }

    @Override
    public double probeLoss() {
        return probe.loss();
    }

    @Override
    public Mask mask() {
        return mask;
    }

    @Override
    public void mask(Mask wanted) {
        TinyArrays.requireLeft(wanted, left);
        if (!wanted.equals(mask)) {
            average.ifPresent(mean -> mean.restart(network));
        }
        mask = wanted;
        for (int b = 0; b < network.nodes; b++) {
            network.gates[b] = wanted.isOpen(b) ? 1 : 0;
        }
    }

    @Override
    public void prune(Mask remaining) {
        TinyArrays.requireLeft(remaining, left);
        for (int b = 0; b < network.nodes; b++) {
            if (mask.isOpen(b) && !remaining.isOpen(b)) {
                throw new IllegalArgumentException("node " + b + " is open and would be removed");
            }
        }
        if (remaining.openCount() == 0) {
            throw new IllegalStateException("layer hidden would be left without a node");
        }
        left = remaining;
        for (int k = 0; k < network.base(); k++) {
            if (!left.isOpen(network.nodeOf(k))) {
                int removed = k;
                network.parameters[k] = 0;
                velocity[k] = 0;
                average.ifPresent(mean -> mean.weights[removed] = 0);
            }
        }
    }

    @Override
    public Frozen freeze() {
        return new TinyFrozen(network, network.parameters);
    }

    @Override
    public Optional<Frozen> freezeAverage() {
        return average.map(mean -> new TinyFrozen(network, mean.weights));
    }

    @Override
    public List<NamedArray> weights() {
        return arrays.export(network.parameters, "");
    }

    @Override
    public void eachRow(Consumer<float[]> rows) {
        arrays.eachRow(network.parameters, rows);
    }

    @Override
    public void weights(List<NamedArray> weights) {
        arrays.take(weights, "", network.parameters);
        average.ifPresent(mean -> mean.restart(network));
    }

    @Override
    public void eachAverageRow(Consumer<float[]> rows) {
        average.ifPresent(mean -> arrays.eachRow(mean.weights, rows));
    }

    @Override
    public AverageState average() {
        return average.map(mean -> mean.state(arrays)).orElse(AverageState.NONE);
    }

    @Override
    public void average(AverageState state) {
        if (state.decay() == 0) {
            average = Optional.empty();
            return;
        }
        TinyAverage begun = new TinyAverage(network, state.decay());
        if (!state.weights().isEmpty()) {
            begun.take(state, arrays);
        }
        average = Optional.of(begun);
    }

    @Override
    public OptimizerState optimizerState() {
        boolean remembers = optimizer.kind() == OptimizerSpec.Kind.MOMENTUM;
        return new OptimizerState(updates, remembers ? arrays.export(velocity, ".moment-1") : new ArrayList<>());
    }

    @Override
    public void optimizerState(OptimizerState state) {
        if (optimizer.kind() == OptimizerSpec.Kind.MOMENTUM) {
            arrays.take(state.moments(), ".moment-1", velocity);
        }
        updates = state.updates();
    }

    @Override
    public List<NamedArray> probeDirection() {
        return probe.export();
    }

    @Override
    public void probeDirection(List<NamedArray> direction) {
        probe.take(direction);
    }

    @Override
    public EngineState state() {
        return new EngineState(mask, left, weights(), List.of(), optimizerState(), average(), probeDirection());
    }

    @Override
    public void state(EngineState state) {
        left = state.present();
        mask(state.mask());
        weights(state.weights());
        optimizerState(state.optimizer());
        probeDirection(state.direction());
        average(state.average());
    }

    @Override
    public void close() {}
}
