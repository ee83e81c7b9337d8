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
    private static final double MIXED_STEP = 3e-5;

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

    /** Returns the loss of an example of another batch, normalised with what this one is. */
    double lossOf(Batch other, int i) {
        return new Predictions(network.logits(weights, gates, other, i, gates, batch), other, i).loss();
    }

    private double lossOf(int i, double[] w, double[] m) {
        return new Predictions(network.logits(w, m, batch, i), batch, i).loss();
    }

    double loss(double[] w, double[] m) {
        double[][] all = new double[batch.examples()][];
        Arrays.fill(all, m);
        return loss(w, all);
    }

    /** Under gates of every example. */
    private double loss(double[] w, double[][] m) {
        double[][] logits = network.logits(w, m, batch);
        return IntStream.range(0, batch.examples())
                        .mapToDouble(i -> new Predictions(logits[i], batch, i).loss())
                        .sum()
                / batch.examples();
    }

    double loss() {
        return loss(weights, gates);
    }

    /** Returns mean_i ‖p_i − y_i‖², of several predictions the mean. */
    double residual() {
        double sum = 0;
        for (int i = 0; i < batch.examples(); i++) {
            sum += predictions(i).residual();
        }
        return sum / batch.examples();
    }

    /** Returns ∂logits_i/∂w, [examples][classes][weights]. */
    double[][][] jacobian() {
        double[][] logits = logits(weights);
        double[][][] jacobian = new double[batch.examples()][logits[0].length][weights.length];
        for (int k = 0; k < weights.length; k++) {
            double[][] above = logits(moved(weights, k, STEP));
            double[][] below = logits(moved(weights, k, -STEP));
            for (int i = 0; i < above.length; i++) {
                for (int c = 0; c < above[i].length; c++) {
                    jacobian[i][c][k] = (above[i][c] - below[i][c]) / (2 * STEP);
                }
            }
        }
        return jacobian;
    }

    private double[][] logits(double[] w) {
        double[][] all = new double[batch.examples()][];
        Arrays.fill(all, gates);
        return network.logits(w, all, batch);
    }

    double[] probabilities(int i) {
        return predictions(i).p;
    }

    Predictions predictions(int i) {
        return new Predictions(network.logits(weights, gates, batch, i), batch, i);
    }

    /** Returns B·∂L/∂m_ib, m_ib the gate of a node at example i alone: ∂ℓ_i/∂m_b where examples have no part in one another. */
    double gateGradient(int b, int i) {
        return batch.examples()
                * derivative(
                        m -> {
                            double[][] each = new double[batch.examples()][];
                            Arrays.fill(each, gates);
                            each[i] = m;
                            return loss(weights, each);
                        },
                        gates,
                        b);
    }

    /** Returns ∂logits_i/∂m_b, normalised with what the batch is as it stands. */
    double[] logitsByGate(int b, int i) {
        int classes = probabilities(i).length;
        return IntStream.range(0, classes)
                .mapToDouble(c -> derivative(m -> network.logits(weights, m, batch, i, gates, batch)[c], gates, b))
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

    /** Of two steps, so that the error of the second order cancels out (Richardson 1911). */
    private double mixed(Function function, int b, int k) {
        return (4 * mixed(function, b, k, MIXED_STEP) - mixed(function, b, k, 2 * MIXED_STEP)) / 3;
    }

    private double mixed(Function function, int b, int k, double step) {
        double[] above = moved(weights, k, step);
        double[] below = moved(weights, k, -step);
        double[] open = moved(gates, b, step);
        double[] shut = moved(gates, b, -step);
        double change = function.of(above, open)
                - function.of(above, shut)
                - function.of(below, open)
                + function.of(below, shut);
        return change / (4 * step * step);
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

    /** Returns the entries that belong to nodes of a mask that are closed: owned, outgoing and following, as a flag each. */
    boolean[] ofClosed() {
        boolean[] closed = new boolean[weights.length];
        for (int b = 0; b < gates.length; b++) {
            if (gates[b] == 0) {
                Arrays.stream(network.owned(b)).forEach(k -> closed[k] = true);
                Arrays.stream(network.outgoing(b)).forEach(k -> closed[k] = true);
                Arrays.stream(network.following(b)).forEach(k -> closed[k] = true);
            }
        }
        return closed;
    }
}
