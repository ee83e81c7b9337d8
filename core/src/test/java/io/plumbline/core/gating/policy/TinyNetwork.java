package io.plumbline.core.gating.policy;

import io.plumbline.core.conditioning.PowerIteration;
import java.util.Arrays;

/**
 * The network of the worked example, written out: two inputs, three gated ReLU units, two logits, two examples. Parameters lie
 * in one array of 17: W1 [3][2], b1 [3], W2 [2][3], b2 [2]. Gates are real numbers here, so that derivatives by them exist.
 */
final class TinyNetwork {

    static final int NODES = 3;
    private static final int B1 = 6;
    private static final int W2 = 9;
    private static final int B2 = 15;
    static final int PARAMETERS = 17;

    private static final double[][] X = {{1, 0}, {0.5, 1}};
    private static final int[] Y = {0, 1};
    private static final double[] W = {1, 0.5, -0.5, 1, 0.3, -0.2, 0, 0.1, 0.2, 0.6, -0.4, 0.2, -0.3, 0.8, 0.5, 0, 0.1};

    private final double[] gates;
    /** Per example: a = W1 x + b1, p = softmax. */
    private final double[][] inputs = new double[2][NODES];

    private final double[][] p = new double[2][2];

    TinyNetwork(double... gates) {
        this.gates = gates;
        for (int i = 0; i < 2; i++) {
            double[] f = {W[B2], W[B2 + 1]};
            for (int j = 0; j < NODES; j++) {
                inputs[i][j] = W[2 * j] * X[i][0] + W[2 * j + 1] * X[i][1] + W[B1 + j];
                f[0] += W[W2 + j] * gates[j] * output(i, j);
                f[1] += W[W2 + 3 + j] * gates[j] * output(i, j);
            }
            p[i][0] = 1 / (1 + StrictMath.exp(f[1] - f[0]));
            p[i][1] = 1 - p[i][0];
        }
    }

    double loss() {
        return -0.5 * (StrictMath.log(p[0][Y[0]]) + StrictMath.log(p[1][Y[1]]));
    }

    /** mean_i ‖r_i‖². */
    double residual() {
        return 0.5 * (dot(residual(0), residual(0)) + dot(residual(1), residual(1)));
    }

    /** ∇L, with gate 1 in the gradient of every node's own parameters and outgoing weights. */
    double[] gradient() {
        return vectorJacobian(new double[][] {scale(residual(0), 0.5), scale(residual(1), 0.5)});
    }

    /** γ_ib: signal times ungated output. */
    double gamma(int i, int node) {
        double[] r = residual(i);
        return (r[0] * W[W2 + node] + r[1] * W[W2 + 3 + node]) * output(i, node);
    }

    double gamma(int node) {
        return 0.5 * (gamma(0, node) + gamma(1, node));
    }

    double tau(int node) {
        return 0.5 * (gamma(0, node) * gamma(0, node) + gamma(1, node) * gamma(1, node));
    }

    /** z = JᵀHJu/B, with gate 1 in what every node owns and reads out. */
    double[] gaussNewton(double[] u) {
        double[][] cotangent = new double[2][];
        for (int i = 0; i < 2; i++) {
            double[] q = jacobianVector(i, u);
            double along = dot(p[i], q);
            cotangent[i] = new double[] {0.5 * p[i][0] * (q[0] - along), 0.5 * p[i][1] * (q[1] - along)};
        }
        return vectorJacobian(cotangent);
    }

    /** z of a power iteration that has come to rest. */
    double[] topProduct() {
        double[] u = new double[PARAMETERS];
        Arrays.setAll(u, i -> 1 + 0.1 * i);
        double[] z = u;
        for (int k = 0; k < 400; k++) {
            u = z.clone();
            PowerIteration.normalise(u, kept());
            z = gaussNewton(u);
        }
        return z;
    }

    /** False on what closed nodes own and read out. */
    boolean[] kept() {
        boolean[] kept = new boolean[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            kept[i] = (owner(i) < 0 || gates[owner(i)] != 0) && (reader(i) < 0 || gates[reader(i)] != 0);
        }
        return kept;
    }

    /** Node that owns parameter {@code i}; −1: ungated parameters. */
    static int owner(int i) {
        return i < B1 ? i / 2 : i < W2 ? i - B1 : -1;
    }

    /** Node whose output parameter {@code i} multiplies; −1: none. */
    static int reader(int i) {
        return i >= W2 && i < B2 ? (i - W2) % NODES : -1;
    }

    private double[] jacobianVector(int i, double[] u) {
        double[] q = {u[B2], u[B2 + 1]};
        for (int j = 0; j < NODES; j++) {
            double tangent = active(i, j) * (u[2 * j] * X[i][0] + u[2 * j + 1] * X[i][1] + u[B1 + j]);
            q[0] += gates[j] * (u[W2 + j] * output(i, j) + W[W2 + j] * tangent);
            q[1] += gates[j] * (u[W2 + 3 + j] * output(i, j) + W[W2 + 3 + j] * tangent);
        }
        return q;
    }

    private double[] vectorJacobian(double[][] cotangents) {
        double[] g = new double[PARAMETERS];
        for (int i = 0; i < 2; i++) {
            double[] c = cotangents[i];
            for (int j = 0; j < NODES; j++) {
                double signal = active(i, j) * (c[0] * W[W2 + j] + c[1] * W[W2 + 3 + j]);
                g[2 * j] += signal * X[i][0];
                g[2 * j + 1] += signal * X[i][1];
                g[B1 + j] += signal;
                g[W2 + j] += c[0] * output(i, j);
                g[W2 + 3 + j] += c[1] * output(i, j);
            }
            g[B2] += c[0];
            g[B2 + 1] += c[1];
        }
        return g;
    }

    private double output(int i, int j) {
        return Math.max(0, inputs[i][j]);
    }

    private double active(int i, int j) {
        return inputs[i][j] > 0 ? 1 : 0;
    }

    private double[] residual(int i) {
        return new double[] {p[i][0] - (Y[i] == 0 ? 1 : 0), p[i][1] - (Y[i] == 1 ? 1 : 0)};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1];
    }

    private static double[] scale(double[] a, double factor) {
        return new double[] {factor * a[0], factor * a[1]};
    }
}
