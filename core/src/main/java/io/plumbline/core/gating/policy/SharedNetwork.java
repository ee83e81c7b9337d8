package io.plumbline.core.gating.policy;

import java.util.Arrays;

/**
 * N_v: features of a node → tanh units → logit of its gate, the same weights for every node. Parameters lie in one flat
 * array v of P = H(F + 2) + 1 numbers: input weights [H][F], biases [H], output weights [H], output bias.
 */
final class SharedNetwork {

    private final int features;
    private final int hidden;

    /**
     * Describes a network.
     *
     * @param features F
     * @param hidden H
     */
    SharedNetwork(int features, int hidden) {
        this.features = features;
        this.hidden = hidden;
    }

    /** Returns P. */
    int parameters() {
        return hidden * (features + 2) + 1;
    }

    /** Returns H. */
    int hidden() {
        return hidden;
    }

    /** Returns fresh parameters: weights uniform within ±sqrt(6/(fan-in + fan-out)) (Glorot, Bengio 2010), biases 0. */
    double[] draw(Draws draws) {
        double[] v = new double[parameters()];
        double inputs = StrictMath.sqrt(6.0 / (features + hidden));
        double outputs = StrictMath.sqrt(6.0 / (hidden + 1));
        for (int i = 0; i < hidden * features; i++) {
            v[i] = inputs * (2 * draws.nextDouble() - 1);
        }
        for (int i = outputWeights(); i < outputBias(); i++) {
            v[i] = outputs * (2 * draws.nextDouble() - 1);
        }
        return v;
    }

    /**
     * Computes logits.
     *
     * @param v parameters, shape [P]
     * @param x features, node after node, shape [N·F]
     * @param activations for {@link #backward}, shape [N·H], overwritten
     * @param logits shape [N], overwritten
     */
    void forward(double[] v, double[] x, double[] activations, double[] logits) {
        int biases = hidden * features;
        int outputs = outputWeights();
        for (int b = 0; b < logits.length; b++) {
            double logit = v[outputBias()];
            for (int j = 0; j < hidden; j++) {
                double a = v[biases + j];
                for (int f = 0; f < features; f++) {
                    a += v[j * features + f] * x[b * features + f];
                }
                double h = tanh(a);
                activations[b * hidden + j] = h;
                logit += v[outputs + j] * h;
            }
            logits[b] = logit;
        }
    }

    /**
     * Computes the gradient of a loss by the parameters.
     *
     * @param v parameters of {@link #forward}, shape [P]
     * @param x features of it, shape [N·F]
     * @param activations that it left, shape [N·H]
     * @param slopes of the loss by the logits, shape [N]
     * @param gradient shape [P], overwritten
     */
    void backward(double[] v, double[] x, double[] activations, double[] slopes, double[] gradient) {
        Arrays.fill(gradient, 0);
        int biases = hidden * features;
        int outputs = outputWeights();
        for (int b = 0; b < slopes.length; b++) {
            double slope = slopes[b];
            if (slope == 0) {
                continue;
            }
            gradient[outputBias()] += slope;
            for (int j = 0; j < hidden; j++) {
                double h = activations[b * hidden + j];
                gradient[outputs + j] += slope * h;
                double inner = slope * v[outputs + j] * (1 - h * h);
                gradient[biases + j] += inner;
                for (int f = 0; f < features; f++) {
                    gradient[j * features + f] += inner * x[b * features + f];
                }
            }
        }
    }

    /** Off by an ulp of 1 at most, and a third faster over all than StrictMath.tanh, which Java 17 calls natively. */
    private static double tanh(double a) {
        return 1 - 2 / (1 + StrictMath.exp(2 * a));
    }

    private int outputWeights() {
        return hidden * (features + 1);
    }

    private int outputBias() {
        return hidden * (features + 2);
    }
}
