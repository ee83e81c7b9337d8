package io.plumbline.core.conditioning;

/**
 * Smoothness seen along the path: the largest ‖g(w⁺; ξ) − g(w; ξ)‖/‖w⁺ − w‖ of all secant pairs. Immutable; the order of
 * pairs does not matter.
 *
 * <p>A lower bound of the Lipschitz constant of the gradient (Nesterov 2018, eq. 1.2.8), as a cross-check of λ. Both
 * gradients must be of the <b>same</b> batch ξ: of two batches the quotient measures noise.
 *
 * @param smoothness largest quotient; NaN if nothing was seen
 * @param pairs how many pairs counted
 */
public record SecantSmoothness(double smoothness, long pairs) {

    /** Before the first pair. */
    public static final SecantSmoothness EMPTY = new SecantSmoothness(Double.NaN, 0);

    /**
     * Returns the smoothness after one more pair. A pair without a move, or with a number that is not finite, says
     * nothing and is left out.
     *
     * @param gradientChange ‖g(w⁺; ξ) − g(w; ξ)‖₂
     * @param weightChange ‖w⁺ − w‖₂
     */
    public SecantSmoothness plus(double gradientChange, double weightChange) {
        double quotient = gradientChange / weightChange;
        if (!(weightChange > 0 && quotient >= 0) || Double.isInfinite(quotient)) {
            return this;
        }
        return combine(new SecantSmoothness(quotient, 1));
    }

    /** Returns the smoothness over the pairs of both. */
    public SecantSmoothness combine(SecantSmoothness other) {
        if (pairs == 0) {
            return other;
        }
        return other.pairs == 0
                ? this
                : new SecantSmoothness(Math.max(smoothness, other.smoothness), pairs + other.pairs);
    }
}
