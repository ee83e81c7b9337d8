package io.plumbline.experiments.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (Holm 1979): with m p-values in ascending order the i-th (from 1) becomes the greatest of
 * min(1, (m − j + 1)·p_j) over j ≤ i. All below a level together keep the chance of one false finding below that level,
 * whatever the tests depend on.
 */
public final class Holm {

    private Holm() {}

    /**
     * Returns the adjusted p-values in the order given.
     *
     * @param p in [0, 1]; NaN, a test that could not be made, stays NaN and does not count among the m
     */
    public static double[] adjust(double... p) {
        int[] order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = p.clone();
        double least = 0;
        for (int i = 0; i < order.length; i++) {
            least = Math.max(least, Math.min(1, (order.length - i) * p[order[i]]));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }
}
