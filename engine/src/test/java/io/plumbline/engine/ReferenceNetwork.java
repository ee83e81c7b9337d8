package io.plumbline.engine;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** The network by definition: double precision, one example at a time, derivatives by central differences. */
final class ReferenceNetwork {

    private static final double STEP = 1e-5;

    final NetworkSpec network;
    final double[] weights;
    private final int[] starts;

    /** All weights 0. */
    ReferenceNetwork(NetworkSpec network) {
        this.network = network;
        weights = new double[(int) network.parameters()];
        starts = new int[network.depth()];
        for (int l = 1; l < starts.length; l++) {
            starts[l] = starts[l - 1] + (network.width(l - 1) + 1) * network.width(l);
        }
    }

    ReferenceNetwork(NetworkSpec network, List<NamedArray> arrays) {
        this(network);
        int at = 0;
        for (NamedArray array : arrays) {
            for (float value : array.values()) {
                weights[at++] = value;
            }
        }
    }

    static Batch randomBatch(NetworkSpec network, int examples, long seed) {
        Random random = new Random(seed);
        Batch batch = new Batch(examples, network.features());
        for (int i = 0; i < batch.features().length; i++) {
            batch.features()[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < examples; i++) {
            batch.labels()[i] = random.nextInt(network.classes());
        }
        return batch;
    }

    /** Place of the weight from input {@code r} (the bias if it is the fan-in) to node {@code b} of map {@code l}. */
    int place(int l, int r, int b) {
        return starts[l] + r * network.width(l + 1) + b;
    }

    int node(int l, int b) {
        int first = 0;
        for (int below = 0; below < l; below++) {
            first += network.width(below + 1);
        }
        return first + b;
    }

    /** Logits of one example; {@code gates} one number a node. */
    double[] logits(double[] w, Batch batch, int i, double[] gates) {
        return logits(w, batch, i, gates, -1);
    }

    /**
     * Logits where closed node {@code through} lets changes pass, but not its value: o = h − h⁰ in front of its
     * outgoing weights, and changes of its outgoing weights meet h⁰; h⁰ is h at the base weights.
     */
    double[] logits(double[] w, Batch batch, int i, double[] gates, int through) {
        double[] below = new double[network.features()];
        double[] belowBase = new double[below.length];
        for (int f = 0; f < below.length; f++) {
            below[f] = batch.features()[i * below.length + f];
            belowBase[f] = below[f];
        }
        int throughPlace = -1;
        for (int l = 0; l < network.depth(); l++) {
            int width = network.width(l + 1);
            double[] out = new double[width];
            double[] base = new double[width];
            int passing = -1;
            for (int b = 0; b < width; b++) {
                double z = w[place(l, below.length, b)];
                double zBase = weights[place(l, below.length, b)];
                for (int r = 0; r < below.length; r++) {
                    if (r == throughPlace) {
                        z += (below[r] - belowBase[r]) * w[place(l, r, b)]
                                + belowBase[r] * (w[place(l, r, b)] - weights[place(l, r, b)]);
                    } else {
                        z += below[r] * w[place(l, r, b)];
                        zBase += belowBase[r] * weights[place(l, r, b)];
                    }
                }
                boolean last = l == network.depth() - 1;
                boolean passes = !last && node(l, b) == through;
                passing = passes ? b : passing;
                double gate = last || passes ? 1 : gates[node(l, b)];
                out[b] = last ? z : gate * activate(z);
                base[b] = last ? zBase : gate * activate(zBase);
            }
            below = out;
            belowBase = base;
            throughPlace = passing;
        }
        return below;
    }

    private double activate(double z) {
        return switch (network.activation()) {
            case RELU -> Math.max(0, z);
            case TANH -> Math.tanh(z);
            case GELU -> z / (1 + Math.exp(-1.702 * z));
        };
    }

    static double[] probabilities(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double[] p = new double[logits.length];
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.exp(logits[c]) / sum;
        }
        return p;
    }

    double lossOf(double[] w, Batch batch, int i, double[] gates, int through) {
        return -Math.log(probabilities(logits(w, batch, i, gates, through))[batch.labels()[i]]);
    }

    double loss(double[] w, Batch batch, double[] gates, int through) {
        double sum = 0;
        for (int i = 0; i < batch.examples(); i++) {
            sum += lossOf(w, batch, i, gates, through);
        }
        return sum / batch.examples();
    }

    /** Gradient of any function of the weights. */
    double[] gradient(ToDoubleFunction<double[]> function) {
        double[] gradient = new double[weights.length];
        double[] w = weights.clone();
        for (int k = 0; k < w.length; k++) {
            gradient[k] = derivative(function, w, k);
        }
        return gradient;
    }

    /** Derivative by entry {@code k}; the array is as before afterwards. */
    static double derivative(ToDoubleFunction<double[]> function, double[] at, int k) {
        double before = at[k];
        at[k] = before + STEP;
        double above = function.applyAsDouble(at);
        at[k] = before - STEP;
        double below = function.applyAsDouble(at);
        at[k] = before;
        return (above - below) / (2 * STEP);
    }

    /** Σ of squares of the gradient over own parameters and outgoing weights of a node, by definition. */
    double energyOf(int l, int b, ToDoubleFunction<double[]> function) {
        double[] w = weights.clone();
        double sum = 0;
        for (int r = 0; r <= network.width(l); r++) {
            double derivative = derivative(function, w, place(l, r, b));
            sum += derivative * derivative;
        }
        for (int c = 0; c < network.width(l + 2); c++) {
            double derivative = derivative(function, w, place(l + 1, b, c));
            sum += derivative * derivative;
        }
        return sum;
    }

    static double squares(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return sum;
    }
}
