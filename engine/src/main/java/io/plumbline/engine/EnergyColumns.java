package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.Scope;
import java.util.Arrays;

/**
 * Sums of squares of a gradient-like quantity per node: own parameters, outgoing weights, ungated parameters. Entries of closed nodes
 * hold what they would be if only their own gate were 1 (input and signal of the entry's other end gated); a closed
 * node is thus observed and still left out of every other node's sums and of the totals. Not thread safe.
 */
final class EnergyColumns {

    private final NetworkSpec network;
    private final Layers layers;
    private final boolean withOutgoing;
    private final float[][] own;
    private final float[][] outgoing;
    private final float[] scratch;

    EnergyColumns(NetworkSpec network, Layers layers, Scope scope) {
        this.network = network;
        this.layers = layers;
        this.withOutgoing = scope == Scope.OWN_AND_OUT;
        own = new float[network.depth()][];
        outgoing = new float[network.depth()][];
        int widest = 0;
        for (int l = 0; l < network.depth(); l++) {
            own[l] = new float[network.width(l + 1)];
            outgoing[l] = new float[network.width(l + 1)];
            widest = Math.max(widest, network.width(l + 1));
        }
        scratch = new float[widest];
    }

    /**
     * Computes column and totals.
     *
     * @param ungated gradient formed of outputs before and signals behind no gate but those passed through
     * @param gates a row per layer
     */
    void compute(Parameters ungated, float[][] gates, float[] column, ProbeRecord.Totals totals) {
        for (int l = 0; l < network.depth(); l++) {
            Arrays.fill(own[l], 0);
            float[][] rows = ungated.map(l);
            for (int r = 0; r < rows.length; r++) {
                boolean fromNode = l > 0 && r < network.width(l);
                if (!fromNode || gates[l - 1][r] != 0) {
                    FloatVectors.addSquares(rows[r], own[l]);
                }
                if (fromNode) {
                    outgoing[l - 1][r] = openSquares(rows[r], l, gates);
                }
            }
        }
        sumUp(gates, column, totals);
    }

    private float openSquares(float[] row, int l, float[][] gates) {
        if (l == network.depth() - 1) {
            return FloatVectors.sumOfSquares(row, 0, row.length);
        }
        for (int b = 0; b < row.length; b++) {
            scratch[b] = row[b] * gates[l][b];
        }
        return FloatVectors.sumOfSquares(scratch, 0, row.length);
    }

    private void sumUp(float[][] gates, float[] column, ProbeRecord.Totals totals) {
        double sum = 0;
        for (int l = 0; l < gates.length; l++) {
            double open = 0;
            for (int b = 0; b < gates[l].length; b++) {
                column[layers.start(l) + b] = withOutgoing ? own[l][b] + outgoing[l][b] : own[l][b];
                open += gates[l][b] * (double) own[l][b];
            }
            totals.layer(l, open);
            sum += open;
        }
        double rest = FloatVectors.sum(own[gates.length], 0, own[gates.length].length);
        totals.total(sum + rest, rest);
    }
}
