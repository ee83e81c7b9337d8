package io.plumbline.core.gating;

import io.plumbline.core.model.Shards;
import java.util.Arrays;

/**
 * The columns of one shard of one step, one value a node, as they are read from a record. One instance is used for all
 * records, so that reading a record allocates no column. Not thread safe.
 */
public final class ShardColumns {

    private final float[] gamma = new float[Shards.MOST_NODES];
    private final float[] tau = new float[Shards.MOST_NODES];
    private final float[] weightNorm = new float[Shards.MOST_NODES];
    private final float[] energy = new float[Shards.MOST_NODES];
    private final float[] curvature = new float[Shards.MOST_NODES];
    private final float[] gateCurvature = new float[Shards.MOST_NODES];

    /** Nothing but zeros, and the gate curvature not measured. */
    public ShardColumns() {
        Arrays.fill(gateCurvature, Float.NaN);
    }

    /** Returns γ_b, nats per gate: the column itself, of which the first values count. */
    public float[] gamma() {
        return gamma;
    }

    /** Returns τ_b, nats², at least 0: the column itself. */
    public float[] tau() {
        return tau;
    }

    /** Returns ‖w_b‖², at least 0: the column itself. */
    public float[] weightNorm() {
        return weightNorm;
    }

    /** Returns e_b of the probe batch, at least 0, meaningful on probe steps only: the column itself. */
    public float[] energy() {
        return energy;
    }

    /** Returns a_b of the probe batch, at least 0, meaningful on probe steps only: the column itself. */
    public float[] curvature() {
        return curvature;
    }

    /**
     * Returns h_b of the probe batch, at least 0, meaningful on probe steps only; NaN of all nodes where it was not measured:
     * the column itself.
     */
    public float[] gateCurvature() {
        return gateCurvature;
    }

    /** Returns whether the probe measured the gate curvature; it did of all nodes or of none. */
    boolean hasGateCurvature() {
        return !Float.isNaN(gateCurvature[0]);
    }

    /**
     * Returns whether no value is NaN, ±∞ or, where the quantity is a sum of squares, below 0.
     *
     * @param nodes how many values of every column count, 0 to 4,096
     * @param probe whether the probe's columns count
     */
    public boolean valid(int nodes, boolean probe) {
        return finite(gamma, nodes)
                && squares(tau, nodes)
                && squares(weightNorm, nodes)
                && (!probe || (squares(energy, nodes) && squares(curvature, nodes) && validGateCurvature(nodes)));
    }

    private boolean validGateCurvature(int nodes) {
        return !hasGateCurvature() || squares(gateCurvature, nodes);
    }

    /** Zero times any number but NaN and ±∞ is zero, so one sum checks all values, without a branch for each. */
    private static boolean finite(float[] column, int nodes) {
        float sum = 0;
        for (int i = 0; i < nodes; i++) {
            sum += column[i] * 0f;
        }
        return sum == 0;
    }

    private static boolean squares(float[] column, int nodes) {
        float least = 0;
        for (int i = 0; i < nodes; i++) {
            least = Math.min(least, column[i]);
        }
        return least == 0 && finite(column, nodes);
    }
}
