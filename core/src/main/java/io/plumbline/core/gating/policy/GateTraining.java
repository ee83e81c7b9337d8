package io.plumbline.core.gating.policy;

/** Trains N_v on Q through sampled hard-concrete gates, one sample of all gates per step. Confined to one proposal. */
final class GateTraining {

    private final SharedNetwork network;
    private final GateLoss loss;
    private final double[] x;
    private final double[] pinned;
    private final Draws draws;

    private final double[] activations;
    private final double[] logits;
    private final double[] gates;
    private final double[] slopes;
    private final double[] noise;
    private final double[] gradient;

    /**
     * Prepares the arrays, so that no step allocates.
     *
     * @param x features, shape [N·F]
     * @param pinned gates that are so whatever the network says, NaN where it has the say; shape [N]
     */
    GateTraining(SharedNetwork network, GateLoss loss, double[] x, double[] pinned, Draws draws) {
        int n = pinned.length;
        this.network = network;
        this.loss = loss;
        this.x = x;
        this.pinned = pinned;
        this.draws = draws;
        this.activations = new double[n * network.hidden()];
        this.logits = new double[n];
        this.gates = new double[n];
        this.slopes = new double[n];
        this.noise = new double[n];
        this.gradient = new double[network.parameters()];
    }

    /** Makes {@code steps} steps of Adam on the parameters, in place. */
    void train(NetworkMemory memory, int steps) {
        for (int i = 0; i < steps; i++) {
            for (int b = 0; b < noise.length; b++) {
                noise[b] = HardConcrete.noise(draws.nextDouble());
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
        network.forward(v, x, activations, logits);
        for (int b = 0; b < gates.length; b++) {
            double s = HardConcrete.concrete(logits[b], sample[b]);
            boolean free = Double.isNaN(pinned[b]);
            gates[b] = free ? HardConcrete.gate(s) : pinned[b];
            logits[b] = free ? HardConcrete.slope(s) : 0;
        }
        double q = loss.evaluate(gates, slopes);
        for (int b = 0; b < gates.length; b++) {
            slopes[b] *= logits[b];
        }
        network.backward(v, x, activations, slopes, byParameters);
        return q;
    }

    /** Returns the logits of all nodes, shape [N], owned by this training. */
    double[] logits(double[] v) {
        network.forward(v, x, activations, logits);
        return logits;
    }
}
