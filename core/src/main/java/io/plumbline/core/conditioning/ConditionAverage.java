package io.plumbline.core.conditioning;

/**
 * Averaged conditioning of a run: λ, ‖g‖², L and mean‖r‖² each averaged over probes, then divided. Immutable. Begin a
 * new one at a mask change: values under two masks do not belong in one average.
 *
 * @param lowerBound L*, nats
 * @param loss averaged L
 * @param gradient averaged ‖g‖²
 * @param residual averaged mean_i‖r_i‖², over the probes that measured it
 * @param lambda averaged λ
 */
public record ConditionAverage(
        double lowerBound,
        ExponentialAverage loss,
        ExponentialAverage gradient,
        ExponentialAverage residual,
        ExponentialAverage lambda) {

    /**
     * Returns the average of nothing.
     *
     * @param lowerBound L*, nats, finite
     * @param decay β per probe, in [0, 1)
     */
    public static ConditionAverage empty(double lowerBound, double decay) {
        if (!Double.isFinite(lowerBound)) {
            throw new IllegalArgumentException("lower bound of the loss must be finite, was " + lowerBound);
        }
        ExponentialAverage none = ExponentialAverage.empty(decay);
        return new ConditionAverage(lowerBound, none, none, none, none);
    }

    /**
     * Returns the average after one more probe.
     *
     * @param probe of the same L*; every number finite, except for the residual, which is left out if it is NaN
     * @throws IllegalArgumentException if another number is NaN, or any is infinite, or L* differs
     */
    public ConditionAverage plus(ConditionEstimate probe) {
        if (probe.lowerBound() != lowerBound) {
            throw new IllegalArgumentException(
                    "lower bound of the loss must stay " + lowerBound + ", was " + probe.lowerBound());
        }
        return new ConditionAverage(
                lowerBound,
                loss.plus(probe.loss()),
                gradient.plus(probe.gradient()),
                Double.isNaN(probe.residual()) ? residual : residual.plus(probe.residual()),
                lambda.plus(probe.lambda()));
    }

    /** Returns the estimate of the means; {@link ConditionEstimate#EMPTY} if nothing was seen. */
    public ConditionEstimate snapshot() {
        return loss.isEmpty()
                ? ConditionEstimate.EMPTY
                : new ConditionEstimate(loss.mean(), lowerBound, gradient.mean(), residual.mean(), lambda.mean());
    }
}
