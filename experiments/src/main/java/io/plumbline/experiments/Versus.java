package io.plumbline.experiments;

import io.plumbline.experiments.statistics.MedianInterval;
import io.plumbline.experiments.statistics.SignedRank;

/**
 * The subject against one peer in one metric, seed by seed.
 *
 * @param effect median of the effects with its interval
 * @param test of the differences subject − peer
 * @param adjusted p by Holm over the peers; NaN where there is none
 * @param better seeds on which the subject was better
 * @param worse seeds on which it was worse
 */
record Versus(MedianInterval effect, SignedRank test, double adjusted, int better, int worse) {

    /** Below this p a difference counts as shown. */
    static final double LEVEL = 0.05;

    /** Compares seed by seed; the p is not adjusted yet. */
    static Versus of(Metric metric, double[] subject, double[] peer, long seed) {
        double[] effects = new double[subject.length];
        double[] differences = new double[subject.length];
        int better = 0;
        int worse = 0;
        for (int i = 0; i < subject.length; i++) {
            effects[i] = metric.effect().of(subject[i], peer[i]);
            differences[i] = Metric.Effect.DIFFERENCE.of(subject[i], peer[i]);
            boolean lower = subject[i] < peer[i];
            boolean higher = subject[i] > peer[i];
            better += (metric.lowerIsBetter() ? lower : higher) ? 1 : 0;
            worse += (metric.lowerIsBetter() ? higher : lower) ? 1 : 0;
        }
        return new Versus(MedianInterval.of(seed, effects), SignedRank.of(differences), Double.NaN, better, worse);
    }

    Versus adjusted(double p) {
        return new Versus(effect, test, p, better, worse);
    }

    boolean isBetter() {
        return adjusted < LEVEL && better > worse;
    }

    boolean isWorse() {
        return adjusted < LEVEL && worse > better;
    }
}
