package io.plumbline.core.gating.policy;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.Layers;
import java.util.Arrays;

/**
 * Whose density follows ρ(t): that of all nodes together, counted by cost, or that of every layer on its own. A density
 * that is found and not given is always that of all.
 */
public final class Shares {

    private final int[] groups;
    private final double[] shares;
    private final double[] weights;

    private Shares(int[] groups, double[] shares, double[] weights) {
        this.groups = groups;
        this.shares = shares;
        this.weights = weights;
    }

    /** Returns the shares that the settings want. */
    public static Shares of(Layers layers, GateSettings settings) {
        double[] costs = Terms.costShares(layers);
        if (!settings.balance().budgetPerLayer() || settings.selfTuned()) {
            return new Shares(new int[costs.length], costs, new double[] {1});
        }
        int[] groups = new int[costs.length];
        double[] shares = new double[costs.length];
        double[] weights = new double[layers.size()];
        for (int l = 0; l < weights.length; l++) {
            Layer layer = layers.all().get(l);
            Arrays.fill(groups, layers.start(l), layers.end(l), l);
            Arrays.fill(shares, layers.start(l), layers.end(l), 1.0 / layer.nodes());
            weights[l] = costs[layers.start(l)] * layer.nodes();
        }
        return new Shares(groups, shares, weights);
    }

    /** Returns how many densities there are. */
    public int groups() {
        return weights.length;
    }

    /** Returns to which density node {@code b} counts, from 0. */
    public int group(int b) {
        return groups[b];
    }

    /** Returns the part of that density that node {@code b} is, above 0. */
    public double of(int b) {
        return shares[b];
    }

    /** Returns the part of all cost that lies in group {@code g}; all together are 1. */
    double weight(int g) {
        return weights[g];
    }
}
