package io.plumbline.core.conditioning;

/**
 * Conditioning of a network at one point: all numbers for the same weights, mask and probe batch, or averages of such
 * numbers.
 *
 * <ul>
 *   <li>μ_PL = ‖g‖²/(2(L − L*)), from ½‖∇L‖² ≥ μ(L − L*) (Karimi, Nutini, Schmidt 2016, eq. 3; Liu, Zhu, Belkin 2022).
 *       Local, hence at least the PL constant of a region around the point;
 *   <li>μ_R = ‖g‖²/mean_i‖r_i‖², the Rayleigh quotient of JJᵀ/B at r. Never divide it into λ: under cross-entropy that
 *       ratio falls only because the curvature of the loss vanishes;
 *   <li>κ = λ/μ_PL. In the local quadratic model a step of 1/λ brings the gap to (1 − 1/κ) of itself or below.
 * </ul>
 *
 * <p>Nothing seen, NaN or infinite inputs, 0/0: NaN. Gap 0 or below it (L ≤ L*): μ_PL and κ NaN. Gradient 0 with a gap
 * left: μ_PL 0 and, where λ is above 0, κ infinite. λ = 0 with a gradient: κ 0.
 *
 * @param loss L, nats
 * @param lowerBound L*, nats: 0 or a stated lower bound of the loss
 * @param gradient ‖g‖² = ‖∇L‖², nats² per squared weight
 * @param residual mean_i‖r_i‖², no unit
 * @param lambda λ, top eigenvalue of the Gauss-Newton matrix JᵀHJ/B, nats per squared weight
 */
public record ConditionEstimate(double loss, double lowerBound, double gradient, double residual, double lambda) {

    /** The estimate before the first probe: everything is unknown. */
    public static final ConditionEstimate EMPTY =
            new ConditionEstimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Returns L − L*, nats. */
    public double gap() {
        return finite(loss - lowerBound);
    }

    /** Returns μ_PL, nats per squared weight. */
    public double muPl() {
        double gap = gap();
        return gap > 0 ? nonNegative(gradient) / (2 * gap) : Double.NaN;
    }

    /** Returns μ_R, nats² per squared weight; NaN where the residual is 0. */
    public double muR() {
        return residual > 0 ? finite(nonNegative(gradient) / residual) : Double.NaN;
    }

    /** Returns κ, no unit. */
    public double kappa() {
        return nonNegative(lambda) / muPl();
    }

    private static double finite(double x) {
        return Double.isFinite(x) ? x : Double.NaN;
    }

    private static double nonNegative(double x) {
        return x >= 0 && x <= Double.MAX_VALUE ? x : Double.NaN;
    }
}
