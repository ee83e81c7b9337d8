package io.plumbline.engine;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** The network by definition: double precision, one example at a time, derivatives by central differences. */
final class ReferenceNetwork {

    private static final double STEP = 1e-5;

    final MlpSpec network;
    final double[] weights;
    private final int[] starts;

    /** All weights 0. */
    ReferenceNetwork(MlpSpec network) {
        this.network = network;
        weights = new double[(int) network.parameters()];
        starts = new int[network.depth()];
        for (int l = 1; l < starts.length; l++) {
            starts[l] = starts[l - 1] + (network.width(l - 1) + 1) * network.width(l);
        }
    }

    ReferenceNetwork(MlpSpec network, List<NamedArray> arrays) {
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
        double[] below = new double[network.features()];
        for (int f = 0; f < below.length; f++) {
            below[f] = batch.values()[i * below.length + f];
        }
        for (int l = 0; l < network.depth(); l++) {
            double[] out = new double[network.width(l + 1)];
            for (int b = 0; b < out.length; b++) {
                double z = w[place(l, below.length, b)];
                for (int r = 0; r < below.length; r++) {
                    z += below[r] * w[place(l, r, b)];
                }
                out[b] = l == network.depth() - 1 ? z : gates[node(l, b)] * activate(z);
            }
            below = out;
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

    double lossOf(double[] w, Batch batch, int i, double[] gates) {
        return -Math.log(probabilities(logits(w, batch, i, gates))[batch.labels()[i]]);
    }

    double loss(double[] w, Batch batch, double[] gates) {
        double sum = 0;
        for (int i = 0; i < batch.examples(); i++) {
            sum += lossOf(w, batch, i, gates);
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

    static double squares(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return sum;
    }
}
