package io.plumbline.core.gating;

/**
 * Why one node is in a change.
 *
 * @param node its number in the network
 * @param closes whether it closes; else it opens
 * @param gate value that the policy gave, 0 to 1; NaN in a roll-back
 * @param score what the policy ranked by, lower closes first; NaN in a roll-back
 * @param rank from 1 among the nodes that could change the same way; its place in the list in a roll-back
 * @param kappa κ_b
 * @param shareLambda s^λ_b
 * @param shareMu s^μ_b
 * @param gamma γ_b, nats per gate
 * @param tau τ_b, nats²
 * @param gateCurvature h_b, nats; NaN where it was not measured
 */
public record NodeReason(
        int node,
        boolean closes,
        double gate,
        double score,
        int rank,
        double kappa,
        double shareLambda,
        double shareMu,
        double gamma,
        double tau,
        double gateCurvature) {

    /** Returns d_b, the way that the gate moves: −1 where it closes, 1 where it opens. */
    int move() {
        return closes ? -1 : 1;
    }
}
