package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.conditioning.LayerCondition;
import java.util.List;

/**
 * Conditioning of a run after a complete probe step.
 *
 * @param step t
 * @param maskVersion in force during the probe
 * @param whole of this probe, not averaged
 * @param eigenResidual ‖z − (uᵀz)u‖/λ
 * @param contraction mean factor of the gap per step since the last probe
 * @param predictedGap (L(w_0) − L*) times all factors so far, nats
 * @param measuredGap averaged training loss − L*, nats
 * @param violations steps at which the gap fell by less than ½|gᵀΔw|
 * @param exampleGradient M², averaged; NaN where it was never measured
 * @param stability stability coefficient, an indicator
 * @param layers in order, then ungated parameters, of this probe; by own parameters, so that they add up to the whole
 */
public record ConditionReport(
        long step,
        long maskVersion,
        ConditionEstimate whole,
        double eigenResidual,
        double contraction,
        double predictedGap,
        double measuredGap,
        long violations,
        double exampleGradient,
        double stability,
        List<LayerCondition> layers) {}
