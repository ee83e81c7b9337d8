package io.plumbline.trainer.engine;

import io.plumbline.core.model.Layers;
import java.util.Arrays;

/** Mean of columns and totals over several draws. Not thread safe. */
final class MeanColumns {

    private final float[] column;
    private final double[] sums;
    private final ProbeRecord.Totals totals;
    private final ProbeRecord.Totals all;
    private int draws;

    MeanColumns(Layers layers) {
        column = new float[layers.nodes()];
        sums = new double[layers.nodes()];
        totals = new ProbeRecord.Totals(layers.size());
        all = new ProbeRecord.Totals(layers.size());
    }

    /** Forgets all draws. */
    void begin() {
        draws = 0;
        Arrays.fill(sums, 0);
        all.scale(0);
    }

    /** Takes the squares of one draw. */
    void take(EnergyColumns columns, Parameters draw, float[][] gates) {
        columns.compute(draw, gates, column, totals);
        for (int b = 0; b < sums.length; b++) {
            sums[b] += column[b];
        }
        all.add(totals);
        draws++;
    }

    /** Writes the means. */
    void write(float[] into, ProbeRecord.Totals intoTotals) {
        for (int b = 0; b < sums.length; b++) {
            into[b] = (float) (sums[b] / draws);
        }
        intoTotals.take(all);
        intoTotals.scale(1.0 / draws);
    }
}
