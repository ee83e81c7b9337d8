package io.plumbline.core.conditioning;

/**
 * Shares of μ and λ, and the node condition number.
 *
 * <ul>
 *   <li>s^μ_b = e_b/E with e_b = Σ g² over node b's parameters, E = ‖g‖²;
 *   <li>s^λ_b = a_b/A with a_b = Σ z² over the same, A = ‖z‖² = λ²;
 *   <li>κ_b = (s^λ_b + ε)/(s^μ_b + ε): above 1 where a node raises curvature more than it carries descent.
 * </ul>
 *
 * <p>E and A are those of ungated parameters and the open nodes; closed nodes have shares, too, but do not count in the
 * totals. With r and H frozen s^λ_b − s^μ_b = ∂ log κ/∂m_b.
 */
public final class NodeConditions {

    private NodeConditions() {}

    /**
     * Returns the shares of parts in a total.
     *
     * @param parts e or a of every node, shape [N]; below 0 counts as 0 (corrected norms scatter)
     * @param total E or A, at least 0 and finite; where it is 0 every share is 0
     * @return shares, shape [N], at least 0; NaN where a part is NaN
     */
    public static double[] shares(double[] parts, double total) {
        if (!(total >= 0) || Double.isInfinite(total)) {
            throw new IllegalArgumentException("total of shares must be at least 0 and finite, was " + total);
        }
        double[] shares = new double[parts.length];
        for (int b = 0; b < parts.length; b++) {
            shares[b] = total > 0 ? Math.max(0, parts[b]) / total : 0;
        }
        return shares;
    }

    /**
     * Returns κ_b; 1 for a node without shares, NaN if a share is NaN or both are infinite.
     *
     * @param shareLambda s^λ_b, at least 0
     * @param shareMu s^μ_b, at least 0
     * @param epsilon ε, above 0: where a share counts as nothing, usually 1e-3/N
     */
    public static double kappa(double shareLambda, double shareMu, double epsilon) {
        return (shareLambda + epsilon) / (shareMu + epsilon);
    }

    /** Returns κ_b of every node, shape [N]; columns of one length. */
    public static double[] kappas(double[] shareLambda, double[] shareMu, double epsilon) {
        if (shareLambda.length != shareMu.length) {
            throw new IllegalArgumentException(
                    "shares of λ for " + shareLambda.length + " nodes, of μ for " + shareMu.length);
        }
        double[] kappas = new double[shareMu.length];
        for (int b = 0; b < kappas.length; b++) {
            kappas[b] = kappa(shareLambda[b], shareMu[b], epsilon);
        }
        return kappas;
    }
}
