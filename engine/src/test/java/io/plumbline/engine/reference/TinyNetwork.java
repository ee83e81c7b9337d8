package io.plumbline.engine.reference;

import io.plumbline.engine.Batch;

/**
 * One hidden layer of tanh units and its derivatives, in plain loops over doubles. Parameters lie in one array: of every
 * node what it owns ([features], then its offset), then of every node what reads it ([classes]), then the base [classes].
 */
final class TinyNetwork {

    final int features;
    final int nodes;
    final int classes;
    /** Kept in single precision, as they are exported: what goes on from an export is the same. */
    final float[] parameters;

    final float[] gates;

    TinyNetwork(int features, int nodes, int classes) {
        this.features = features;
        this.nodes = nodes;
        this.classes = classes;
        parameters = new float[nodes * (features + 1) + nodes * classes + classes];
        gates = new float[nodes];
    }

    int offset(int b) {
        return nodes * features + b;
    }

    int read(int b) {
        return nodes * (features + 1) + b * classes;
    }

    int base() {
        return parameters.length - classes;
    }

    /** Returns the node whose gate a parameter meets; -1 for the base. */
    int nodeOf(int k) {
        if (k >= base()) {
            return -1;
        }
        if (k < nodes * features) {
            return k / features;
        }
        return k < nodes * (features + 1) ? k - nodes * features : (k - nodes * (features + 1)) / classes;
    }

    boolean isOwned(int k) {
        return k < nodes * (features + 1);
    }

    /** What one example leaves behind on its way through. */
    final class Pass {
        final double[] h = new double[nodes];
        final double[] p = new double[classes];
        double loss;
        private float[] x;
        private int from;

        void forward(float[] examples, int i, int label) {
            x = examples;
            from = i * features;
            for (int b = 0; b < nodes; b++) {
                double z = parameters[offset(b)];
                for (int f = 0; f < features; f++) {
                    z += (double) x[from + f] * parameters[b * features + f];
                }
                h[b] = Math.tanh(z);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double logit = parameters[base() + c];
                for (int b = 0; b < nodes; b++) {
                    logit += gates[b] * h[b] * parameters[read(b) + c];
                }
                p[c] = Math.exp(logit);
                sum += p[c];
            }
            for (int c = 0; c < classes; c++) {
                p[c] /= sum;
            }
            loss = -Math.log(p[label]);
        }

        /** Returns ∂/∂m_b of cotangent·logits. */
        double gateGradient(double[] cotangent, int b) {
            return h[b] * signal(cotangent, b);
        }

        private double signal(double[] cotangent, int b) {
            double signal = 0;
            for (int c = 0; c < classes; c++) {
                signal += cotangent[c] * parameters[read(b) + c];
            }
            return signal;
        }

        /** Adds the gradient of cotangent·logits, every node as if it were open. */
        void pullBack(double[] cotangent, double[] into) {
            for (int b = 0; b < nodes; b++) {
                double delta = signal(cotangent, b) * (1 - h[b] * h[b]);
                for (int f = 0; f < features; f++) {
                    into[b * features + f] += delta * x[from + f];
                }
                into[offset(b)] += delta;
                for (int c = 0; c < classes; c++) {
                    into[read(b) + c] += cotangent[c] * h[b];
                }
            }
            for (int c = 0; c < classes; c++) {
                into[base() + c] += cotangent[c];
            }
        }

        /** Returns H·J·u: how the logits move along u, as the curvature of the loss weighs it. */
        double[] curved(double[] u) {
            double[] q = new double[classes];
            for (int c = 0; c < classes; c++) {
                q[c] = u[base() + c];
            }
            for (int b = 0; b < nodes; b++) {
                double moved = u[offset(b)];
                for (int f = 0; f < features; f++) {
                    moved += u[b * features + f] * x[from + f];
                }
                moved *= 1 - h[b] * h[b];
                for (int c = 0; c < classes; c++) {
                    q[c] += gates[b] * (h[b] * u[read(b) + c] + moved * parameters[read(b) + c]);
                }
            }
            double mean = 0;
            for (int c = 0; c < classes; c++) {
                mean += p[c] * q[c];
            }
            for (int c = 0; c < classes; c++) {
                q[c] = p[c] * (q[c] - mean);
            }
            return q;
        }
    }

    /** Returns the mean loss over a batch. */
    double loss(Batch batch) {
        return loss(batch.features(), batch.labels(), batch.examples());
    }

    double loss(float[] x, int[] labels, int examples) {
        Pass pass = new Pass();
        double loss = 0;
        for (int i = 0; i < examples; i++) {
            pass.forward(x, i, labels[i]);
            loss += pass.loss / examples;
        }
        return loss;
    }
}
