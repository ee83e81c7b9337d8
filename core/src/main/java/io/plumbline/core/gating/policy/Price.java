package io.plumbline.core.gating.policy;

/**
 * What changing a gate costs in loss, to second order: Δ = γ_b d + ½ τ_b d², nats, for a gate that moves by d (Theis,
 * Korshunova, Tejani, Huszár 2018, eq. 7, with the first order kept). Closing (d = −1) costs −γ_b + ½τ_b, opening
 * γ_b + ½τ_b. It ranks well and is too small once examples are fitted: χ corrects it.
 */
public final class Price {

    /**
     * How many standard errors a gate gradient must be from 0 to count: below that, its sign is mostly noise of the
     * batch.
     */
    private static final double SIGNIFICANT = 3;

    private Price() {}

    /**
     * Returns the price of moving a gate, nats.
     *
     * @param gamma γ_b, nats per gate
     * @param tau τ_b, nats², at least 0
     * @param move d, −1 to close, 1 to open
     */
    public static double of(double gamma, double tau, double move) {
        return gamma * move + 0.5 * tau * move * move;
    }

    /**
     * Returns γ_b where it differs significantly from 0, |γ_b| &gt; 3·sqrt(τ_b/n), else 0.
     *
     * @param gamma γ_b, mean of γ_ib over the examples
     * @param tau τ_b, mean of γ_ib²
     * @param examples n that both were averaged over, above 0
     */
    public static double significant(double gamma, double tau, double examples) {
        return Math.abs(gamma) > SIGNIFICANT * StrictMath.sqrt(tau / examples) ? gamma : 0;
    }
}
