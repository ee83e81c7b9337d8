package io.plumbline.core.gating.policy;

/**
 * The large arrays of a proposal of {@link GatingNetwork}, 23 MB at 65,536 nodes: kept from proposal to proposal, since
 * allocating, clearing and collecting them again takes up to half as long as the training. A later proposal reads none
 * of the old values.
 */
final class Workspace {

    private final int hidden;
    private final SharedNetwork network;
    private final double[] x;
    private final NodeBlock[] blocks;
    private final double[] gates;
    private final double[] slopes;
    private final double[] noise;

    /**
     * Allocates the arrays.
     *
     * @param nodes N
     * @param hidden H
     */
    Workspace(int nodes, int hidden) {
        this.hidden = hidden;
        this.network = new SharedNetwork(Features.COUNT, hidden);
        this.x = new double[nodes * Features.COUNT];
        this.blocks = NodeBlock.cut(nodes, Features.COUNT, hidden);
        this.gates = new double[nodes];
        this.slopes = new double[nodes];
        this.noise = new double[nodes];
    }

    /** Returns whether the arrays are of exactly this many nodes and units. */
    boolean fits(int nodes, int units) {
        return x.length == nodes * Features.COUNT && hidden == units;
    }

    /** Returns the network. */
    SharedNetwork network() {
        return network;
    }

    /** Returns the features of a situation, shape [N·F], until the next one. */
    double[] load(Situation situation) {
        Features.put(situation, x);
        for (NodeBlock block : blocks) {
            block.load(x);
        }
        return x;
    }

    /** Returns the nodes with the features of the last situation. */
    NodeBlock[] blocks() {
        return blocks;
    }

    /** Returns an array for a gate of every node. */
    double[] gates() {
        return gates;
    }

    /** Returns an array for a derivative by the gate of every node. */
    double[] slopes() {
        return slopes;
    }

    /** Returns an array for the noise of every node. */
    double[] noise() {
        return noise;
    }
}
