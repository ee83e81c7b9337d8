package io.plumbline.engine;

import io.plumbline.core.random.Draws;
import java.util.Arrays;

/**
 * Softmax and cross-entropy of a batch in double precision. An example is one prediction, or several: its loss is the mean over those
 * that have a label, so that each of n counts 1/n. Not thread safe.
 */
final class CrossEntropy {

    /** The label of what is not predicted: it counts nowhere. */
    static final int NONE = -1;

    private final int predictions;
    private final int classes;
    /** [examples][predictions·classes]. */
    private final float[][] probabilities;
    /** What a prediction is divided by in the mean over all: examples times labels of its own; 0: it does not count. */
    private final int[][] shares;

    private double loss;
    private double residual;

    /**
     * Prepares.
     *
     * @param predictions of an example, at least 1
     */
    CrossEntropy(int examples, int predictions, int classes) {
        this.predictions = predictions;
        this.classes = classes;
        probabilities = new float[examples][predictions * classes];
        shares = new int[examples][predictions];
    }

    /**
     * Computes p, the mean loss and mean ‖r‖².
     *
     * @param logits [examples][predictions·classes]
     * @param labels class of every prediction, example after example; {@link #NONE} for none
     * @param into derivative of the mean loss by the logits, (p − onehot)/(B·n)
     */
    void compute(float[][] logits, int[] labels, float[][] into) {
        loss = 0;
        residual = 0;
        int examples = probabilities.length;
        for (int i = 0; i < examples; i++) {
            int labelled = labelled(labels, i * predictions, predictions);
            double ofExample = 0;
            double squares = 0;
            for (int k = 0; k < predictions; k++) {
                int label = labels[i * predictions + k];
                shares[i][k] = label == NONE ? 0 : examples * labelled;
                ofExample += label == NONE ? 0 : softmax(logits[i], k * classes, classes, label, probabilities[i]);
                squares += fill(i, k, label, into[i]);
            }
            loss += ofExample / Math.max(1, labelled);
            residual += squares / Math.max(1, labelled);
        }
        loss /= examples;
        residual /= examples;
    }

    /** Fills the derivatives of a prediction and returns ‖r‖². */
    private double fill(int i, int k, int label, float[] into) {
        int first = k * classes;
        if (shares[i][k] == 0) {
            Arrays.fill(into, first, first + classes, 0);
            return 0;
        }
        double squares = 0;
        for (int c = 0; c < classes; c++) {
            float r = probabilities[i][first + c] - (c == label ? 1 : 0);
            squares += r * r;
            into[first + c] = r / shares[i][k];
        }
        return squares;
    }

    /** Returns how many of {@code count} predictions from {@code first} on have a label. */
    static int labelled(int[] labels, int first, int count) {
        int labelled = 0;
        for (int k = first; k < first + count; k++) {
            labelled += labels[k] == NONE ? 0 : 1;
        }
        return labelled;
    }

    /**
     * Writes p and returns −log p of the label.
     *
     * @param logits of an example
     * @param first of those of the prediction; {@code into} is filled from there on, too
     * @param into p, or an array of length 0 if only the loss is asked for
     */
    static double softmax(float[] logits, int first, int classes, int label, float[] into) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = first; c < first + classes; c++) {
            max = Math.max(max, logits[c]);
        }
        double sum = 0;
        for (int c = first; c < first + classes; c++) {
            sum += Math.exp(logits[c] - max);
        }
        for (int c = first; c < first + classes && into.length > 0; c++) {
            into[c] = (float) (Math.exp(logits[c] - max) / sum);
        }
        return Math.log(sum) + max - logits[first + label];
    }

    /**
     * cotangent_r ← (p_r∘q_r − p_r(p_rᵀq_r))/(B·n) for every prediction r, example after example: the Gauss-Newton curvature of the mean
     * loss, applied to q.
     */
    void applyHessian(double[] q, double[] into) {
        for (int i = 0; i < probabilities.length; i++) {
            for (int k = 0; k < predictions; k++) {
                applyHessian(i, k, q, into);
            }
        }
    }

    private void applyHessian(int i, int k, double[] q, double[] into) {
        float[] p = probabilities[i];
        int first = k * classes;
        int at = i * p.length + first;
        if (shares[i][k] == 0) {
            Arrays.fill(into, at, at + classes, 0);
            return;
        }
        double mean = 0;
        for (int c = 0; c < classes; c++) {
            mean += p[first + c] * q[at + c];
        }
        for (int c = 0; c < classes; c++) {
            into[at + c] = p[first + c] * (q[at + c] - mean) / shares[i][k];
        }
    }

    /**
     * Draws cotangents whose second moment is the curvature, H_r/(B·n) of every prediction r: cotangent_r ← √(1/(B·n))·(√p_r∘ε_r −
     * p_r(√p_rᵀε_r)), ε_r of random signs and p of the last call. With A = diag(√p) − p√pᵀ, AAᵀ = diag(p) − ppᵀ = H.
     */
    void drawCurvature(Draws random, float[][] into) {
        for (int i = 0; i < probabilities.length; i++) {
            for (int k = 0; k < predictions; k++) {
                drawCurvature(random, i, k, into[i]);
            }
        }
    }

    private void drawCurvature(Draws random, int i, int k, float[] into) {
        float[] p = probabilities[i];
        int first = k * classes;
        if (shares[i][k] == 0) {
            Arrays.fill(into, first, first + classes, 0);
            return;
        }
        double weight = Math.sqrt(1.0 / shares[i][k]);
        double sum = 0;
        for (int c = first; c < first + classes; c++) {
            double root = Math.sqrt(p[c]);
            into[c] = (float) (random.nextDouble() < 0.5 ? -root : root);
            sum += into[c];
        }
        for (int c = first; c < first + classes; c++) {
            into[c] = (float) (weight * (into[c] - p[c] * sum));
        }
    }

    /** Returns the mean loss of the last call, nats. */
    double loss() {
        return loss;
    }

    /** Returns mean_i ‖r_i‖² of the last call, ‖r_i‖² the mean over the labels of an example. */
    double residual() {
        return residual;
    }
}
