package io.plumbline.core.gating.policy;

/**
 * Teaches a fresh N_v the order of greedy Q before its first proposal: least squares to logits that rise evenly with the
 * rank, so that the share 1 − ρ of worst nodes lies below 0. A network that starts at random would close at random.
 */
final class WarmStart {

    /**
     * Logit of the best minus that of the worst node: large enough to tell gates apart, small enough to be changed by
     * training.
     */
    private static final double SPAN = 6;

    private static final int STEPS = 600;
    private static final double RATE = 0.02;
    /** Nodes to learn from: more of them would take longer and teach the same. */
    private static final int NODES = 1024;

    private WarmStart() {}

    /**
     * Trains {@code v} in place.
     *
     * @param x features of all nodes, shape [N·F]
     * @param order of the living nodes, first to close first
     * @param density share of nodes whose logit is to be above 0
     */
    static void train(SharedNetwork network, double[] v, double[] x, int[] order, double density) {
        int n = Math.min(NODES, order.length);
        double[] wanted = new double[n];
        double[] chosen = new double[n * Features.COUNT];
        for (int i = 0; i < n; i++) {
            int rank = (int) ((i + 0.5) * order.length / n);
            wanted[i] = SPAN * ((rank + 0.5) / order.length - (1 - density));
            System.arraycopy(x, order[rank] * Features.COUNT, chosen, i * Features.COUNT, Features.COUNT);
        }
        fit(network, v, chosen, wanted);
    }

    private static void fit(SharedNetwork network, double[] v, double[] x, double[] wanted) {
        int n = wanted.length;
        NodeBlock[] blocks = network.blocks(x);
        double[] logits = new double[n];
        double[] gradient = new double[v.length];
        Adam adam = Adam.create(RATE, v.length);
        for (int i = 0; i < STEPS; i++) {
            network.forward(v, blocks, logits);
            for (int b = 0; b < n; b++) {
                logits[b] = (logits[b] - wanted[b]) / n;
            }
            network.backward(v, blocks, logits, gradient);
            adam.step(v, gradient);
        }
    }
}
