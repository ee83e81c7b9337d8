package io.plumbline.core.gating.policy;

import java.util.Arrays;

/** What {@link SharedNetwork} and a step of {@link GateTraining} are defined to compute, in loops as the formulas read. */
final class PlainNetwork {

    private final int features;
    private final int hidden;
    private final double[] x;
    private final double[] activations;

    PlainNetwork(int features, int hidden, double[] x) {
        this.features = features;
        this.hidden = hidden;
        this.x = x;
        this.activations = new double[x.length / features * hidden];
    }

    double[] forward(double[] v) {
        double[] logits = new double[x.length / features];
        for (int b = 0; b < logits.length; b++) {
            double logit = v[hidden * (features + 2)];
            for (int j = 0; j < hidden; j++) {
                double a = v[hidden * features + j];
                for (int f = 0; f < features; f++) {
                    a += v[j * features + f] * x[b * features + f];
                }
                double h = 1 - 2 / (1 + StrictMath.exp(2 * a));
                activations[b * hidden + j] = h;
                logit += v[hidden * (features + 1) + j] * h;
            }
            logits[b] = logit;
        }
        return logits;
    }

    double[] backward(double[] v, double[] slopes) {
        double[] gradient = new double[v.length];
        int biases = hidden * features;
        int outputs = hidden * (features + 1);
        for (int b = 0; b < slopes.length; b++) {
            double slope = slopes[b];
            if (slope == 0) {
                continue;
            }
            gradient[hidden * (features + 2)] += slope;
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
        return gradient;
    }

    static double noise(double u) {
        return StrictMath.log(u) - StrictMath.log(1 - u);
    }

    /** Returns the gradient of Q of the gates sampled with these uniform draws. */
    double[] gradient(double[] v, GateLoss loss, double[] pinned, double[] draws) {
        double[] logits = forward(v);
        double[] gates = new double[logits.length];
        double[] slopes = new double[logits.length];
        for (int b = 0; b < gates.length; b++) {
            double s = 1 / (1 + StrictMath.exp(-((noise(draws[b]) + logits[b]) / (2.0 / 3))));
            boolean free = Double.isNaN(pinned[b]);
            gates[b] = free ? HardConcrete.gate(s) : pinned[b];
            logits[b] = free ? HardConcrete.slope(s) : 0;
        }
        loss.evaluate(gates, slopes);
        Arrays.setAll(slopes, b -> slopes[b] * logits[b]);
        return backward(v, slopes);
    }
}
