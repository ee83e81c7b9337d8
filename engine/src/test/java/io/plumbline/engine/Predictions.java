package io.plumbline.engine;

import java.util.stream.IntStream;

/**
 * Cross-entropy of the predictions of an example by definition: logits of one after those of another; the example's loss is the mean over
 * those that have a label.
 */
final class Predictions {

    private final Batch batch;
    private final int example;
    private final int classes;
    /** Of all predictions, one after another. */
    final double[] p;

    Predictions(double[] logits, Batch batch, int example) {
        this.batch = batch;
        this.example = example;
        classes = logits.length / batch.predictions();
        p = new double[logits.length];
        for (int k = 0; k < batch.predictions(); k++) {
            double sum = 0;
            for (int c = k * classes; c < (k + 1) * classes; c++) {
                sum += Math.exp(logits[c]);
            }
            for (int c = k * classes; c < (k + 1) * classes; c++) {
                p[c] = Math.exp(logits[c]) / sum;
            }
        }
    }

    int count() {
        return batch.predictions();
    }

    int classes() {
        return classes;
    }

    private int label(int k) {
        return batch.labels()[example * batch.predictions() + k];
    }

    /** Returns what prediction {@code k} counts: 0 without a label. */
    double weight(int k) {
        long labelled = IntStream.range(0, count()).filter(j -> label(j) >= 0).count();
        return label(k) < 0 ? 0 : 1.0 / labelled;
    }

    double loss() {
        return IntStream.range(0, count())
                .filter(k -> label(k) >= 0)
                .mapToDouble(k -> -weight(k) * Math.log(p[k * classes + label(k)]))
                .sum();
    }

    /** Returns the mean of ‖p − y‖² over predictions with a label. */
    double residual() {
        double sum = 0;
        for (int k = 0; k < count(); k++) {
            for (int c = 0; c < classes; c++) {
                sum += weight(k) * Math.pow(p[k * classes + c] - (c == label(k) ? 1 : 0), 2);
            }
        }
        return sum;
    }

    /** Returns Hq, H the curvature of the example's loss by its logits. */
    double[] curvature(double[] q) {
        double[] of = new double[p.length];
        for (int k = 0; k < count(); k++) {
            int first = k * classes;
            double mean = IntStream.range(first, first + classes)
                    .mapToDouble(c -> p[c] * q[c])
                    .sum();
            for (int c = first; c < first + classes; c++) {
                of[c] = weight(k) * p[c] * (q[c] - mean);
            }
        }
        return of;
    }

    /** Returns what a draw of signs, + where a bit is 0, makes of how the logits move: Σ over predictions of v_kᵀj_k. */
    double drawn(double[] j, int signs) {
        double sum = 0;
        for (int k = 0; k < count(); k++) {
            double along = 0;
            double mean = 0;
            double roots = 0;
            for (int c = k * classes; c < (k + 1) * classes; c++) {
                double root = (signs >> c) % 2 == 0 ? Math.sqrt(p[c]) : -Math.sqrt(p[c]);
                along += root * j[c];
                mean += p[c] * j[c];
                roots += root;
            }
            sum += Math.sqrt(weight(k)) * (along - mean * roots);
        }
        return sum;
    }

    /** Returns all signs but those that are others the other way round: they say the same but for their own. */
    IntStream signs() {
        return IntStream.range(0, 1 << (p.length - 1));
    }
}
