package io.plumbline.core.gap;

import io.plumbline.core.conditioning.ExponentialAverage;

/**
 * Training loss above its optimum, L(w_t) − L*, beside its prediction
 * (L(w_0) − L*)·Π_s (1 + ½ g_sᵀΔw_s/(L_s − L*)), Δw_s the update made. Immutable; steps in order.
 *
 * <p>By gradient descent, Δw = −ηg, a factor is 1 − η μ_PL: the contraction that the PL condition promises (Karimi,
 * Nutini, Schmidt 2016, thm. 1). The prediction bounds the gap only while every step lowers the loss by ½|gᵀΔw| or more
 * (full batch, η ≤ 1/λ); steps that do not are counted as violations. A factor is left out of the product where it has
 * no meaning: at a gap of 0 or below, and where ½|gᵀΔw| is the whole gap or more, which no step can achieve.
 *
 * @param lowerBound L*, nats, finite
 * @param losses average of the losses seen
 * @param steps how many steps were seen
 * @param firstGap L(w_0) − L*, nats; NaN before the first step
 * @param logProduct log of the product of all factors, no unit
 * @param violations steps that lowered the loss by less than ½|gᵀΔw|
 * @param lastLoss loss of the last step, nats; NaN before the first
 * @param lastPromise ½|gᵀΔw| of the last step, nats; compared with the next loss
 */
public record ConvergenceGap(
        double lowerBound,
        ExponentialAverage losses,
        long steps,
        double firstGap,
        double logProduct,
        long violations,
        double lastLoss,
        double lastPromise) {

    /** Checks the components. */
    public ConvergenceGap {
        if (!Double.isFinite(lowerBound)) {
            throw new IllegalArgumentException("lower bound of the loss must be finite, was " + lowerBound);
        }
        if (steps < 0 || violations < 0 || violations > steps) {
            throw new IllegalArgumentException(
                    "violations must lie between 0 and steps, were " + violations + " of " + steps);
        }
    }

    /**
     * Returns the gap before the first step.
     *
     * @param lowerBound L*, nats: 0 or a stated lower bound
     * @param decay of the average over losses, in [0, 1); 0: the measured gap is that of the last step
     */
    public static ConvergenceGap empty(double lowerBound, double decay) {
        return new ConvergenceGap(
                lowerBound, ExponentialAverage.empty(decay), 0, Double.NaN, 0, 0, Double.NaN, Double.NaN);
    }

    /**
     * Returns the gap after one more step.
     *
     * @param loss L_s before the update, nats, finite
     * @param updateDot g_sᵀΔw_s, nats, finite; below 0 where the update goes downhill
     */
    public ConvergenceGap plus(double loss, double updateDot) {
        if (!Double.isFinite(updateDot)) {
            throw new IllegalArgumentException("gᵀΔw of a step must be finite, was " + updateDot);
        }
        double factor = 1 + 0.5 * updateDot / (loss - lowerBound);
        boolean says = loss > lowerBound && factor > 0;
        boolean violated = steps > 0 && lastLoss - loss < lastPromise;
        return new ConvergenceGap(
                lowerBound,
                losses.plus(loss),
                steps + 1,
                steps == 0 ? loss - lowerBound : firstGap,
                says ? logProduct + StrictMath.log(factor) : logProduct,
                violated ? violations + 1 : violations,
                loss,
                0.5 * Math.abs(updateDot));
    }

    /** Returns the averaged loss minus L*, nats; NaN before the first step. */
    public double measured() {
        return losses.mean() - lowerBound;
    }

    /** Returns the predicted gap after the last update, nats; NaN before the first step. */
    public double predicted() {
        return firstGap * StrictMath.exp(logProduct);
    }

    /**
     * Returns the mean factor per step since {@code earlier} (geometric), below 1 where the gap is predicted to shrink; NaN
     * if there was no step.
     *
     * @param earlier the same run at an earlier step
     */
    public double contractionSince(ConvergenceGap earlier) {
        return StrictMath.exp((logProduct - earlier.logProduct) / (steps - earlier.steps));
    }
}
