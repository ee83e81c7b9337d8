package io.plumbline.experiments.statistics;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences (Wilcoxon 1945), two-sided and exact, ties included.
 *
 * <p>Differences of 0 are left out. W⁺ is the sum of the midranks of |d| over the positive differences. Under the null
 * hypothesis every sign is + or − with probability ½ and the ranks stay: the distribution of W⁺ over all 2ⁿ signs is
 * summed up exactly, on doubled midranks, which are whole numbers. p = min(1, 2·min(P(W ≤ W⁺), P(W ≥ W⁺))). Libraries
 * fall back on a normal approximation under ties; here ties are common, since steps are counted by evaluations and every
 * run that missed a target is as bad as every other.
 *
 * @param pairs differences given
 * @param used differences other than 0
 * @param statistic W⁺
 * @param p two-sided; 1 where every difference is 0, NaN where there is none
 */
public record SignedRank(int pairs, int used, double statistic, double p) {

    /**
     * Tests whether the differences are symmetric about 0.
     *
     * @param differences infinite ones rank above all others and tie with one another; no NaN
     * @throws IllegalArgumentException if one is NaN
     */
    public static SignedRank of(double... differences) {
        if (Arrays.stream(differences).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("a difference is NaN: " + Arrays.toString(differences));
        }
        double[] other = Arrays.stream(differences).filter(d -> d != 0).toArray();
        double[] ranks = Ranks.of(Arrays.stream(other).map(Math::abs).toArray());
        long doubled = 0;
        for (int i = 0; i < other.length; i++) {
            doubled += other[i] > 0 ? Math.round(2 * ranks[i]) : 0;
        }
        double p = other.length > 0 ? p(ranks, (int) doubled) : differences.length > 0 ? 1 : Double.NaN;
        return new SignedRank(differences.length, other.length, doubled / 2.0, p);
    }

    private static double p(double[] ranks, int doubled) {
        double[] probability = distribution(ranks);
        double below = 0;
        double above = 0;
        for (int w = 0; w < probability.length; w++) {
            below += w <= doubled ? probability[w] : 0;
            above += w >= doubled ? probability[w] : 0;
        }
        return Math.min(1, 2 * Math.min(below, above));
    }

    /** Returns the probability of every doubled W⁺: one rank after the other is in the sum or not. */
    private static double[] distribution(double[] ranks) {
        int most = (int) Math.round(2 * Arrays.stream(ranks).sum());
        double[] probability = new double[most + 1];
        probability[0] = 1;
        for (double rank : ranks) {
            int step = (int) Math.round(2 * rank);
            for (int w = most; w >= 0; w--) {
                probability[w] = (probability[w] + (w >= step ? probability[w - step] : 0)) / 2;
            }
        }
        return probability;
    }
}
