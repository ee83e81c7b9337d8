package io.plumbline.core.gating.policy;

import io.plumbline.core.random.Draws;

/** Trains N_v on Q through sampled hard-concrete gates, one sample of all gates per step. Confined to one proposal. */
final class GateTraining {

    private final SharedNetwork network;
    private final GateLoss loss;
    private final NodeBlock[] blocks;
    private final double[] pinned;
    private final Draws draws;

    private final Exponentials exponentials;
    private final Logarithms logarithms;
    /** Arguments and results of both functions, for one block. */
    private final double[] arguments;

    private final double[] values;
    private final double[] logits;
    private final double[] gates;
    private final double[] slopes;
    private final double[] noise;
    private final double[] gradient;

    /**
     * Prepares the arrays, so that no step allocates.
     *
     * @param space with the features of the nodes
     * @param pinned gates with a fixed value, NaN where the network decides; shape [N]
     */
    GateTraining(Workspace space, GateLoss loss, double[] pinned, Draws draws) {
        this.network = space.network();
        this.loss = loss;
        this.blocks = space.blocks();
        this.pinned = pinned;
        this.draws = draws;
        this.exponentials = new Exponentials(NodeBlock.SIZE);
        this.logarithms = new Logarithms(NodeBlock.SIZE);
        this.arguments = new double[NodeBlock.SIZE];
        this.values = new double[NodeBlock.SIZE];
        this.logits = new double[pinned.length];
        this.gates = space.gates();
        this.slopes = space.slopes();
        this.noise = space.noise();
        this.gradient = new double[network.parameters()];
    }

    /** Makes {@code steps} steps of Adam on the parameters, in place. */
    void train(NetworkMemory memory, int steps) {
        for (int i = 0; i < steps; i++) {
            for (NodeBlock block : blocks) {
                drawNoise(block.first(), block.size());
            }
            evaluate(memory.parameters(), noise, gradient);
            memory.adam().step(memory.parameters(), gradient);
        }
    }

    /**
     * Returns Q of the gates sampled with this noise, and puts its gradient by the parameters into {@code byParameters}.
     *
     * @param v parameters, shape [P]
     * @param sample logistic noise of every gate, shape [N]
     * @param byParameters shape [P], overwritten
     */
    double evaluate(double[] v, double[] sample, double[] byParameters) {
        network.forward(v, blocks, logits);
        for (NodeBlock block : blocks) {
            sampleGates(block.first(), block.size(), sample);
        }
        double q = loss.evaluate(gates, slopes);
        for (int b = 0; b < gates.length; b++) {
            slopes[b] *= logits[b];
        }
        network.backward(v, blocks, slopes, byParameters);
        return q;
    }

    /** Logistic noise: log u − log(1 − u). */
    private void drawNoise(int first, int size) {
        for (int i = 0; i < size; i++) {
            arguments[i] = draws.nextDouble();
        }
        logarithms.of(arguments, values, size);
        for (int i = 0; i < size; i++) {
            noise[first + i] = values[i];
            arguments[i] = 1 - arguments[i];
        }
        logarithms.of(arguments, values, size);
        for (int i = 0; i < size; i++) {
            noise[first + i] -= values[i];
        }
    }

    /** Computes the gates from the logits, and replaces the logits by the derivatives of the gates. */
    private void sampleGates(int first, int size, double[] sample) {
        for (int i = 0; i < size; i++) {
            arguments[i] = HardConcrete.exponent(logits[first + i], sample[first + i]);
        }
        exponentials.of(arguments, values, size);
        for (int i = 0; i < size; i++) {
            int b = first + i;
            double s = HardConcrete.concrete(values[i]);
            boolean free = Double.isNaN(pinned[b]);
            gates[b] = free ? HardConcrete.gate(s) : pinned[b];
            logits[b] = free ? HardConcrete.slope(s) : 0;
        }
    }

    /** Returns the logits of all nodes, shape [N], owned by this training. */
    double[] logits(double[] v) {
        network.forward(v, blocks, logits);
        return logits;
    }
}
