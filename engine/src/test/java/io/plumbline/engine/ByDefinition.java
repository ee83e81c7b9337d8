package io.plumbline.engine;

import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The numbers of the method at some weights and gates, by their definitions: central differences of the network. */
final class ByDefinition {

    private static final double STEP = 1e-5;
    /** Of mixed second derivatives, where rounding weighs 1/STEP². */
    private static final double MIXED_STEP = 1e-4;

    final double[] weights;
    final double[] gates;
    private final EngineDefinition network;
    private final Batch batch;

    ByDefinition(EngineDefinition network, List<NamedArray> weights, Mask mask, Batch batch) {
        this.network = network;
        this.batch = batch;
        this.weights = flat(weights);
        gates = IntStream.range(0, mask.nodes())
                .mapToDouble(b -> mask.isOpen(b) ? 1 : 0)
                .toArray();
    }

    /** At the weights and the mask that an engine has now. */
    static ByDefinition of(EngineDefinition network, Engine engine, Batch batch) {
        return new ByDefinition(network, engine.weights(), engine.mask(), batch);
    }

    /** A function of weights and gates. */
    @FunctionalInterface
    interface Function {
        double of(double[] w, double[] m);
    }

    /** Returns all numbers of some arrays, one after another. */
    static double[] flat(List<NamedArray> arrays) {
        return arrays.stream()
                .flatMapToDouble(array -> {
                    float[] values = array.values();
                    return IntStream.range(0, values.length).mapToDouble(k -> values[k]);
                })
                .toArray();
    }

    static double squares(double[] x) {
        return Arrays.stream(x).map(value -> value * value).sum();
    }

    double lossOf(int i, double[] w, double[] m) {
        return -Math.log(probabilities(network.logits(w, m, batch, i))[batch.labels()[i]]);
    }

    double loss(double[] w, double[] m) {
        return IntStream.range(0, batch.examples())
                        .mapToDouble(i -> lossOf(i, w, m))
                        .sum()
                / batch.examples();
    }

    double loss() {
        return loss(weights, gates);
    }

    /** Returns mean_i ‖p_i − y_i‖². */
    double residual() {
        double sum = 0;
        for (int i = 0; i < batch.examples(); i++) {
            double[] r = probabilities(i);
            r[batch.labels()[i]] -= 1;
            sum += squares(r);
        }
        return sum / batch.examples();
    }

    double[] logits(int i, double[] w) {
        return network.logits(w, gates, batch, i);
    }

    double[] probabilities(int i) {
        return probabilities(logits(i, weights));
    }

    private static double[] probabilities(double[] logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
    }

    /** Returns ∂ℓ_i/∂m_b. */
    double gateGradient(int b, int i) {
        return derivative(m -> lossOf(i, weights, m), gates, b);
    }

    /** Returns ∂logits_i/∂m_b. */
    double[] logitsByGate(int b, int i) {
        int classes = logits(i, weights).length;
        return IntStream.range(0, classes)
                .mapToDouble(c -> derivative(m -> network.logits(weights, m, batch, i)[c], gates, b))
                .toArray();
    }

    double[] gradient() {
        return gradient(w -> loss(w, gates));
    }

    double[] gradientOf(int i) {
        return gradient(w -> lossOf(i, w, gates));
    }

    double[] gradient(ToDoubleFunction<double[]> function) {
        return IntStream.range(0, weights.length)
                .mapToDouble(k -> derivative(function, weights, k))
                .toArray();
    }

    private static double derivative(ToDoubleFunction<double[]> function, double[] at, int k) {
        return (function.applyAsDouble(moved(at, k, STEP)) - function.applyAsDouble(moved(at, k, -STEP))) / (2 * STEP);
    }

    private static double[] moved(double[] at, int k, double by) {
        double[] moved = at.clone();
        moved[k] += by;
        return moved;
    }

    /**
     * Returns Σ of squares of derivatives by what a node owns and, if asked for, by its outgoing weights. A closed node's
     * is that with only its own gate open. The function meets gate and weight as m_b·φ(w), so that at m_b = 0 that is the
     * mixed derivative ∂²/∂m_b∂w_k.
     */
    double column(Function function, int b, boolean withOutgoing) {
        IntStream places = Arrays.stream(network.owned(b));
        if (withOutgoing) {
            places = IntStream.concat(places, Arrays.stream(network.outgoing(b)));
        }
        return squares(places.mapToDouble(
                        k -> gates[b] == 0 ? mixed(function, b, k) : derivative(w -> function.of(w, gates), weights, k))
                .toArray());
    }

    private double mixed(Function function, int b, int k) {
        double[] above = moved(weights, k, MIXED_STEP);
        double[] below = moved(weights, k, -MIXED_STEP);
        double[] open = moved(gates, b, MIXED_STEP);
        double[] shut = moved(gates, b, -MIXED_STEP);
        double change = function.of(above, open)
                - function.of(above, shut)
                - function.of(below, open)
                + function.of(below, shut);
        return change / (4 * MIXED_STEP * MIXED_STEP);
    }

    /** Returns Σ of squares over what the open nodes among some own. */
    double ownedByOpen(double[] x, int from, int to) {
        return IntStream.range(from, to)
                .filter(b -> gates[b] == 1)
                .mapToDouble(b -> owned(x, b))
                .sum();
    }

    /** Returns Σ of squares over what a node owns. */
    double owned(double[] x, int b) {
        return Arrays.stream(network.owned(b)).mapToDouble(k -> x[k] * x[k]).sum();
    }

    /** Returns the entries that belong to nodes of a mask that are closed: owned and outgoing, as a flag each. */
    boolean[] ofClosed() {
        boolean[] closed = new boolean[weights.length];
        for (int b = 0; b < gates.length; b++) {
            if (gates[b] == 0) {
                Arrays.stream(network.owned(b)).forEach(k -> closed[k] = true);
                Arrays.stream(network.outgoing(b)).forEach(k -> closed[k] = true);
            }
        }
        return closed;
    }
}
