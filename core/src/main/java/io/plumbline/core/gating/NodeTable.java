package io.plumbline.core.gating;

import io.plumbline.core.conditioning.NodeConditions;
import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.model.Shards;
import java.util.Arrays;

/** Gathers the averages of all shards into the columns of one decision. */
final class NodeTable {

    private NodeTable() {}

    /**
     * Returns the current columns.
     *
     * @param state of the run
     * @param averages of its shards
     * @return shares are NaN before the first probe, gate curvatures before the first that measured them
     */
    static NodeView gather(GateState state, Averages averages) {
        Shards shards = state.plan().shards();
        int n = shards.nodes();
        double[] energy = new double[n];
        double[] curvature = new double[n];
        double[] gamma = new double[n];
        double[] tau = new double[n];
        double[] gateCurvature = new double[n];
        double[] weightNorm = new double[n];
        long[] age = new long[n];
        boolean[] resting = new boolean[n];
        for (int shard = 0; shard < shards.count(); shard++) {
            NodeAverages part = averages.get(shard);
            for (int b = part.first(); b < part.first() + part.size(); b++) {
                energy[b] = part.energy(b);
                curvature[b] = part.curvature(b);
                gamma[b] = part.gamma(b);
                tau[b] = part.tau(b);
                gateCurvature[b] = part.gateCurvature(b);
                weightNorm[b] = part.weightNorm(b);
                age[b] = (long) state.decisions() - part.changedAt(b);
                // With some nodes at rest the others would close, though they were ranked better.
                boolean held = state.rests() && state.masks().mask().isOpen(b);
                resting[b] = held
                        || state.decisions() < part.restsUntil(b)
                        || !state.masks().masks().present().isOpen(b);
            }
        }
        return new NodeView(
                shares(energy, state.probes.average().gradient()),
                shares(curvature, state.probes.curvature()),
                gamma,
                tau,
                gateCurvature,
                weightNorm,
                age,
                resting);
    }

    private static double[] shares(double[] parts, double total) {
        if (Double.isNaN(total)) {
            Arrays.fill(parts, Double.NaN);
            return parts;
        }
        return NodeConditions.shares(parts, total);
    }
}
