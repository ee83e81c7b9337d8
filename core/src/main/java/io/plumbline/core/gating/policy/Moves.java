package io.plumbline.core.gating.policy;

import io.plumbline.core.settings.GateSettings;

/**
 * Gate values that make a change happen in a given order, closings and openings mixed: 1 for nodes that stay open, 0
 * for nodes that stay closed; the earlier a node moves, the nearer its value is to its new state. Confined to one
 * proposal.
 */
final class Moves {

    private final Situation situation;
    private final int[] nodes;
    private int count;

    Moves(Situation situation) {
        this.situation = situation;
        this.nodes = new int[situation.nodes().size()];
    }

    /** Adds node {@code b}, which moves away from the mask in force after all that were added before. */
    void add(int b) {
        nodes[count++] = b;
    }

    /** Returns the gate values, shape [N]. */
    double[] gates() {
        GateSettings settings = situation.settings();
        double range = 0.5
                * Math.min(settings.limits().thetaClose(), 1 - settings.limits().thetaOpen());
        double[] gates = new double[nodes.length];
        for (int b = 0; b < gates.length; b++) {
            gates[b] = situation.mask().isOpen(b) ? 1 : 0;
        }
        for (int i = 0; i < count; i++) {
            double away = range * i / count;
            gates[nodes[i]] = situation.mask().isOpen(nodes[i]) ? away : 1 - away;
        }
        return gates;
    }
}
