package io.plumbline.core.gating.policy;

/**
 * Averaged statistics of every node, one column each of shape [N] in node order, and the decisions since a node's gate
 * last changed. Symbols: {@code core/README.md}.
 *
 * @param shareMu s^μ_b = e_b/E, of the settings' scope, at least 0
 * @param shareLambda s^λ_b = a_b/A, of the settings' scope, at least 0
 * @param gamma γ_b, nats per gate
 * @param tau τ_b, nats², at least 0
 * @param gateCurvature h_b, nats, at least 0: curvature of the loss along the gate; NaN where it was not measured
 * @param weightNorm ‖w_b‖² of the own parameters, at least 0
 * @param age decisions since the gate last changed (or since the start)
 * @param resting whether the node must not change now (it was rolled back recently)
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one decision, is never compared
public record NodeView(
        double[] shareMu,
        double[] shareLambda,
        double[] gamma,
        double[] tau,
        double[] gateCurvature,
        double[] weightNorm,
        long[] age,
        boolean[] resting) {

    /** Checks that all columns have one length. */
    public NodeView {
        int n = shareMu.length;
        if (shareLambda.length != n
                || gamma.length != n
                || tau.length != n
                || gateCurvature.length != n
                || weightNorm.length != n
                || age.length != n
                || resting.length != n) {
            throw new IllegalArgumentException("columns differ in length from shareMu, which has " + n);
        }
    }

    /** Returns whether node {@code b} does nothing at all: s^λ = s^μ = τ = 0. A node removed by pruning is dead, too. */
    public boolean isDead(int b) {
        return shareLambda[b] == 0 && shareMu[b] == 0 && tau[b] == 0;
    }

    /** Returns the number of nodes N. */
    public int size() {
        return shareMu.length;
    }
}
