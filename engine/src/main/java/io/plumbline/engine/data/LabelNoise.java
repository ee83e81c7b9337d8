package io.plumbline.engine.data;

import java.util.Random;

/**
 * Wrong labels on purpose: a share of the labels, drawn without replacement, each replaced by a class drawn uniformly from
 * all, the true one included (Zhang et al. 2017). Share times (1 − 1/classes) of them end up wrong.
 */
final class LabelNoise {

    /** Keeps these draws apart from those of the split by the same seed. */
    private static final long STREAM = 0x6C6162656CL;

    private LabelNoise() {}

    /**
     * Returns the table with noisy labels, the values shared with the given one.
     *
     * @param share of the labels, in [0, 1]; their number is rounded to the nearest
     * @param seed the same gives the same noise
     */
    static Table on(Table table, double share, long seed) {
        int count = (int) Math.round(share * table.size());
        if (count == 0) {
            return table;
        }
        Random random = new Random(seed ^ STREAM);
        int[] labels = table.labels().clone();
        int[] rows = new int[labels.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(rows.length - i);
            int drawn = rows[j];
            rows[j] = rows[i];
            labels[drawn] = random.nextInt(table.classes());
        }
        return new Table(table.numbers(), labels, table.shape(), table.encoding());
    }
}
