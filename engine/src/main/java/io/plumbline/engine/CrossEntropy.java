package io.plumbline.engine;

import io.plumbline.core.random.Draws;

/** Softmax and cross-entropy of a batch in double precision. Not thread safe. */
final class CrossEntropy {

    private final float[][] probabilities;
    private double loss;
    private double residual;

    CrossEntropy(int examples, int classes) {
        probabilities = new float[examples][classes];
    }

    /**
     * Computes p, the mean loss and mean ‖r‖².
     *
     * @param logits [examples][classes]
     * @param labels class of every example
     * @param into derivative of the mean loss by the logits, (p − onehot)/B
     */
    void compute(float[][] logits, int[] labels, float[][] into) {
        loss = 0;
        residual = 0;
        int examples = probabilities.length;
        for (int i = 0; i < examples; i++) {
            loss += softmax(logits[i], labels[i], probabilities[i]);
            double squares = 0;
            for (int c = 0; c < into[i].length; c++) {
                float r = probabilities[i][c] - (c == labels[i] ? 1 : 0);
                squares += r * r;
                into[i][c] = r / examples;
            }
            residual += squares;
        }
        loss /= examples;
        residual /= examples;
    }

    /**
     * Writes p and returns −log p of the label.
     *
     * @param into p, or an array of length 0 if only the loss is asked for
     */
    static double softmax(float[] logits, int label, float[] into) {
        double max = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - max);
        }
        for (int c = 0; c < into.length; c++) {
            into[c] = (float) (Math.exp(logits[c] - max) / sum);
        }
        return Math.log(sum) + max - logits[label];
    }

    /** cotangent_i ← (p_i∘q_i − p_i(p_iᵀq_i))/B, example after example: the Gauss-Newton curvature of the mean loss, applied to q. */
    void applyHessian(double[] q, double[] into) {
        int at = 0;
        for (float[] p : probabilities) {
            double mean = 0;
            for (int c = 0; c < p.length; c++) {
                mean += p[c] * q[at + c];
            }
            for (int c = 0; c < p.length; c++) {
                into[at + c] = p[c] * (q[at + c] - mean) / probabilities.length;
            }
            at += p.length;
        }
    }

    /**
     * Draws cotangents whose second moment is the curvature, H/B: cotangent_i ← √(1/B)·(√p_i∘ε_i − p_i(√p_iᵀε_i)), ε_i of
     * random signs and p of the last call. With A = diag(√p) − p√pᵀ, AAᵀ = diag(p) − ppᵀ = H.
     */
    void drawCurvature(Draws random, float[][] into) {
        double weight = Math.sqrt(1.0 / probabilities.length);
        for (int i = 0; i < probabilities.length; i++) {
            float[] p = probabilities[i];
            double sum = 0;
            for (int c = 0; c < p.length; c++) {
                double root = Math.sqrt(p[c]);
                into[i][c] = (float) (random.nextDouble() < 0.5 ? -root : root);
                sum += into[i][c];
            }
            for (int c = 0; c < p.length; c++) {
                into[i][c] = (float) (weight * (into[i][c] - p[c] * sum));
            }
        }
    }

    /** Returns the mean loss of the last call, nats. */
    double loss() {
        return loss;
    }

    /** Returns mean_i ‖r_i‖² of the last call. */
    double residual() {
        return residual;
    }
}
