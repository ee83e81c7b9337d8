package io.plumbline.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Vector-Jacobian product: carries a cotangent of the logits back through outputs and slopes of a pass that was made
 * before, dO_l = δ_{l+1}·W_{l+1}ᵀ with δ = dO·φ′. One product a hidden layer, all memory its own; the backward graph of
 * an automatic differentiation costs a tenth of a step more, and goes forward again first. Not thread safe.
 */
final class Pullback implements AutoCloseable {

    /** Hears what comes back on the way. */
    @FunctionalInterface
    interface Listener {
        Listener NONE = (l, i, signals) -> {};

        /** All signals of example {@code i} at dense map {@code l} are complete. */
        void example(int l, int i, Signals signals);
    }

    private final NetworkSpec network;
    /** What is passed on of δ, of all dense maps but the first, whose inputs are features. */
    private final List<Matrix> deltas = new ArrayList<>();

    /** dO of all hidden layers. */
    private final List<Matrix> signals = new ArrayList<>();

    private final float[][][] gated;

    Pullback(NetworkSpec network, int examples) {
        this.network = network;
        this.gated = new float[network.depth()][][];
        for (int l = 1; l < network.depth(); l++) {
            deltas.add(new Matrix(examples, network.width(l + 1)));
            signals.add(new Matrix(examples, network.width(l)));
            gated[l] = new float[examples][network.width(l + 1)];
        }
    }

    /**
     * Turns the cotangent, which is δ of the last dense map, into δ of all others, as the network was that made the pass:
     * nothing comes back through a closed gate, and draws of the dropout count.
     *
     * @param signals of a forward pass at these weights, gates and draws; its derivatives are overwritten, its outputs
     *     multiplied by the draws
     * @param weights of every dense map
     * @param gates a row per layer
     * @param listener hears every layer from the last
     */
    void carry(Signals signals, List<Matrix> weights, float[][] gates, Dropout dropout, Listener listener) {
        int last = network.depth() - 1;
        for (int i = 0; i < signals.examples(); i++) {
            listener.example(last, i, signals);
        }
        for (int l = last; l > 0; l--) {
            multiply(l, signals.delta(l), signals, weights);
            for (int i = 0; i < signals.examples(); i++) {
                pullBack(l - 1, i, signals);
                signals.mask(l - 1, i, gates[l - 1]);
                dropout.apply(l - 1, i, signals);
                listener.example(l - 1, i, signals);
            }
        }
    }

    /**
     * Turns the cotangent, which is δ of the last dense map, into δ of all others: as if every node were open to its own
     * signal, while what is passed on meets the gates.
     *
     * @param signals of a forward pass at these weights and gates; its derivatives are overwritten
     * @param weights of every dense map
     * @param gates a row per layer
     */
    void carryObserved(Signals signals, List<Matrix> weights, float[][] gates) {
        for (int l = network.depth() - 1; l > 0; l--) {
            multiply(l, passedOn(l, signals.delta(l), gates), signals, weights);
            for (int i = 0; i < signals.examples(); i++) {
                pullBack(l - 1, i, signals);
            }
        }
    }

    /** Returns δ of dense map {@code l} from 1 as it was passed on, [examples, out], valid until the next call. */
    Matrix delta(int l) {
        return deltas.get(l - 1);
    }

    private void multiply(int l, float[][] delta, Signals signals, List<Matrix> weights) {
        deltas.get(l - 1).write(delta);
        this.signals.get(l - 1).productByTransposed(deltas.get(l - 1), weights.get(l));
        this.signals.get(l - 1).read(signals.gatedSignal(l - 1));
    }

    private void pullBack(int l, int i, Signals signals) {
        network.activation().pullBack(signals.source(l)[i], signals.gatedSignal(l)[i], signals.delta(l)[i]);
    }

    private float[][] passedOn(int l, float[][] delta, float[][] gates) {
        if (l == gates.length) {
            return delta;
        }
        for (int i = 0; i < delta.length; i++) {
            FloatVectors.multiply(delta[i], gates[l], gated[l][i]);
        }
        return gated[l];
    }

    @Override
    public void close() {
        deltas.forEach(Matrix::close);
        signals.forEach(Matrix::close);
    }
}
