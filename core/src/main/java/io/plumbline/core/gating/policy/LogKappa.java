package io.plumbline.core.gating.policy;

/**
 * Both parts of Δlog κ(m) = log max(φ, x) − log_φ(y) with x = 1 + Σ d_b s^λ_b, y = 1 + Σ d_b s^μ_b.
 *
 * <p>The fall of λ is over-predicted by its shares, and closing the carriers of s^λ would give −∞: below φ nothing more
 * is gained. The fall of μ continues in a straight line, so that it never stops costing.
 */
final class LogKappa {

    private LogKappa() {}

    /** Returns log max(φ, x). */
    static double ofLambda(double x, double phi) {
        return StrictMath.log(Math.max(phi, x));
    }

    /** Returns d/dx log max(φ, x). */
    static double slopeOfLambda(double x, double phi) {
        return x > phi ? 1 / x : 0;
    }

    /** Returns log_φ(y): log y from φ on, else log φ + (y − φ)/φ. */
    static double ofMu(double y, double phi) {
        return y >= phi ? StrictMath.log(y) : StrictMath.log(phi) + (y - phi) / phi;
    }

    /** Returns d/dy log_φ(y). */
    static double slopeOfMu(double y, double phi) {
        return y >= phi ? 1 / y : 1 / phi;
    }
}
