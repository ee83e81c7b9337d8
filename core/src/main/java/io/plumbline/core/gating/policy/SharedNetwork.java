package io.plumbline.core.gating.policy;

import io.plumbline.core.random.Draws;
import java.util.Arrays;

/**
 * N_v: features of a node → tanh units → logit of its gate, the same weights for every node. Parameters lie in one flat
 * array v of P = H(F + 2) + 1 numbers: input weights [H][F], biases [H], output weights [H], output bias.
 *
 * <p>Every number is the sum of a plain loop over nodes, units and features, in that order, bit for bit; the layout of
 * the loops serves speed only. Mutable scratch, confined to one proposal.
 */
final class SharedNetwork {

    private final int features;
    private final int hidden;

    private final Exponentials exponentials = new Exponentials(NodeBlock.SIZE);
    /** What belongs before the tanh of a unit, by node of a block: 2a, ∂loss/∂a. */
    private final double[] inner = new double[NodeBlock.SIZE];
    /** What belongs to the logit, likewise: the logit, ∂loss/∂logit. */
    private final double[] outer = new double[NodeBlock.SIZE];

    private final double[] powers = new double[NodeBlock.SIZE];
    /** Nodes of a block that have a slope, and what they have: features, shape [F][…]; activations of a unit. */
    private final int[] sloping = new int[NodeBlock.SIZE];

    private final double[][] picked;
    private final double[] activations = new double[NodeBlock.SIZE];

    /**
     * Describes a network.
     *
     * @param features F
     * @param hidden H
     */
    SharedNetwork(int features, int hidden) {
        this.features = features;
        this.hidden = hidden;
        this.picked = new double[features][NodeBlock.SIZE];
    }

    /** Returns P. */
    int parameters() {
        return hidden * (features + 2) + 1;
    }

    /** Returns nodes in blocks; x are their features, node after node, shape [N·F]. */
    NodeBlock[] blocks(double[] x) {
        NodeBlock[] blocks = NodeBlock.cut(x.length / features, features, hidden);
        for (NodeBlock block : blocks) {
            block.load(x);
        }
        return blocks;
    }

    /** Returns fresh parameters: weights uniform within ±sqrt(6/(fan-in + fan-out)) (Glorot, Bengio 2010), biases 0. */
    double[] draw(Draws draws) {
        double[] v = new double[parameters()];
        double inputs = StrictMath.sqrt(6.0 / (features + hidden));
        double outputs = StrictMath.sqrt(6.0 / (hidden + 1));
        for (int i = 0; i < hidden * features; i++) {
            v[i] = inputs * (2 * draws.nextDouble() - 1);
        }
        for (int i = outputWeights(); i < outputBias(); i++) {
            v[i] = outputs * (2 * draws.nextDouble() - 1);
        }
        return v;
    }

    /**
     * Sets the weights of features that are equal at all nodes to 0: nothing can be learned of them yet, and what was drawn
     * would act as soon as they differ, as a closed node does from open ones.
     *
     * @param v parameters, shape [P]
     * @param x features, node after node, shape [N·F]
     */
    void forget(double[] v, double[] x) {
        for (int f = 0; f < features; f++) {
            boolean equal = true;
            for (int at = f; at < x.length && equal; at += features) {
                equal = x[at] == x[f];
            }
            for (int j = 0; equal && j < hidden; j++) {
                v[j * features + f] = 0;
            }
        }
    }

    /**
     * Computes logits.
     *
     * @param v parameters, shape [P]
     * @param blocks the nodes; their activations are overwritten, for {@link #backward}
     * @param logits shape [N], overwritten
     */
    void forward(double[] v, NodeBlock[] blocks, double[] logits) {
        boolean finite = isFinite(v);
        for (NodeBlock block : blocks) {
            forward(v, block, finite ? block.filled() : block.all());
            System.arraycopy(outer, 0, logits, block.first(), block.size());
        }
    }

    /** Unit by unit, in the order in which a logit sums them. */
    private void forward(double[] v, NodeBlock block, int[] columns) {
        int n = block.size();
        Arrays.fill(outer, 0, n, v[outputBias()]);
        for (int j = 0; j < hidden; j++) {
            Arrays.fill(inner, 0, n, v[biases() + j]);
            WeightedSums.overColumns(inner, v, j * features, block.columns(), columns, n);
            activate(inner, block.activations()[j], v[outputWeights() + j], n);
        }
    }

    /** tanh = 1 − 2/(1 + e^2a): off by at most one ulp of 1, and only one function to make fast. */
    private void activate(double[] a, double[] h, double weight, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = 2 * a[i];
        }
        exponentials.of(a, powers, n);
        for (int i = 0; i < n; i++) {
            h[i] = 1 - 2 / (1 + powers[i]);
        }
        for (int i = 0; i < n; i++) {
            outer[i] += weight * h[i];
        }
    }

    /**
     * Computes the gradient of a loss by the parameters.
     *
     * @param v parameters of {@link #forward}, shape [P]
     * @param blocks that it went through last
     * @param slopes of the loss by the logits, shape [N]
     * @param gradient shape [P], overwritten
     */
    void backward(double[] v, NodeBlock[] blocks, double[] slopes, double[] gradient) {
        Arrays.fill(gradient, 0);
        for (NodeBlock block : blocks) {
            int count = pick(slopes, block, gradient);
            gather(block, block.filled(), count);
            for (int j = 0; j < hidden; j++) {
                gather(block.activations()[j], sloping, count, activations);
                backward(v, block, j, count, gradient);
            }
        }
    }

    /** Picks the nodes that have a slope, about every other one, and sums up their slopes. */
    private int pick(double[] slopes, NodeBlock block, double[] gradient) {
        int count = 0;
        double sum = gradient[outputBias()];
        for (int i = 0; i < block.size(); i++) {
            double slope = slopes[block.first() + i];
            sloping[count] = i;
            outer[count] = slope;
            sum += slope;
            count += slope != 0 ? 1 : 0;
        }
        gradient[outputBias()] = sum;
        return count;
    }

    private void gather(NodeBlock block, int[] columns, int count) {
        for (int f : columns) {
            gather(block.columns()[f], sloping, count, picked[f]);
        }
    }

    private static void gather(double[] column, int[] nodes, int count, double[] picked) {
        for (int k = 0; k < count; k++) {
            picked[k] = column[nodes[k]];
        }
    }

    /** The part of one unit, whose activations were picked. */
    private void backward(double[] v, NodeBlock block, int j, int count, double[] gradient) {
        double weight = v[outputWeights() + j];
        for (int k = 0; k < count; k++) {
            inner[k] = outer[k] * weight * (1 - activations[k] * activations[k]);
        }
        double byWeight = gradient[outputWeights() + j];
        double byBias = gradient[biases() + j];
        for (int k = 0; k < count; k++) {
            byWeight += outer[k] * activations[k];
            byBias += inner[k];
        }
        gradient[outputWeights() + j] = byWeight;
        gradient[biases() + j] = byBias;
        int[] columns = block.filled();
        if (!Double.isFinite(byBias)) {
            columns = block.all();
            gather(block, columns, count);
        }
        WeightedSums.overNodes(gradient, j * features, inner, picked, columns, count);
    }

    /**
     * Whether columns of zeros may be left out: a finite number times 0 changes no sum, or only the sign of a sum that is 0,
     * and e^0 = e^−0. No gradient is −0, as they begin with 0.
     */
    private static boolean isFinite(double[] v) {
        for (double value : v) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private int biases() {
        return hidden * features;
    }

    private int outputWeights() {
        return hidden * (features + 1);
    }

    private int outputBias() {
        return hidden * (features + 2);
    }
}
