package io.plumbline.engine;

import java.util.Arrays;

/** The operator JᵀHJ/B as it is: a Jacobian by differences, and products with it. */
final class GaussNewton {

    private final ByDefinition at;
    private final int examples;
    /** [examples][logits][weights] */
    private final double[][][] jacobian;

    GaussNewton(ByDefinition at, int examples) {
        this.at = at;
        this.examples = examples;
        jacobian = at.jacobian();
    }

    /** Returns H·J·u/B, [examples][logits]. */
    double[][] cotangent(double[] u) {
        double[][] cotangent = new double[examples][];
        for (int i = 0; i < examples; i++) {
            double[] q = new double[jacobian[i].length];
            for (int c = 0; c < q.length; c++) {
                for (int k = 0; k < u.length; k++) {
                    q[c] += jacobian[i][c][k] * u[k];
                }
            }
            cotangent[i] = at.predictions(i).curvature(q);
            for (int c = 0; c < q.length; c++) {
                cotangent[i][c] /= examples;
            }
        }
        return cotangent;
    }

    /** Returns Jᵀc as a unit vector. */
    double[] unit(double[] c) {
        double[] u = new double[jacobian[0][0].length];
        int at = 0;
        for (double[][] ofExample : jacobian) {
            for (double[] ofLogit : ofExample) {
                for (int k = 0; k < u.length; k++) {
                    u[k] += ofLogit[k] * c[at];
                }
                at++;
            }
        }
        double norm = Math.sqrt(ByDefinition.squares(u));
        for (int k = 0; k < u.length; k++) {
            u[k] /= norm;
        }
        return u;
    }

    /** Returns JᵀHJ·u/B. */
    double[] times(double[] u) {
        double[][] cotangent = cotangent(u);
        double[] z = new double[u.length];
        for (int i = 0; i < examples; i++) {
            for (int c = 0; c < cotangent[i].length; c++) {
                for (int k = 0; k < z.length; k++) {
                    z[k] += jacobian[i][c][k] * cotangent[i][c];
                }
            }
        }
        return z;
    }

    /** Returns Σ of cotangent times logits: the function whose gradient is {@link #times}. */
    ByDefinition.Function pulledBack(EngineDefinition network, Batch batch, double[] u) {
        double[][] cotangent = cotangent(u);
        return (w, m) -> {
            double sum = 0;
            double[][] gates = new double[examples][];
            Arrays.fill(gates, m);
            double[][] logits = network.logits(w, gates, batch);
            for (int i = 0; i < examples; i++) {
                for (int c = 0; c < logits[i].length; c++) {
                    sum += cotangent[i][c] * logits[i][c];
                }
            }
            return sum;
        };
    }

    /** Returns the top eigenvalue: of so many products, far more than any probe makes. */
    double top() {
        double[] u = new double[jacobian[0][0].length];
        Arrays.fill(u, 1);
        double lambda = 0;
        for (int n = 0; n < 3000; n++) {
            u = times(u);
            lambda = Math.sqrt(ByDefinition.squares(u));
            for (int k = 0; k < u.length; k++) {
                u[k] /= lambda;
            }
        }
        return lambda;
    }
}
