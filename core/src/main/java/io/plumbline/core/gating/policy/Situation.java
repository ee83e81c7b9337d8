package io.plumbline.core.gating.policy;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;

/**
 * What a policy sees at a decision step.
 *
 * @param step t, the decision step
 * @param plannedSteps T
 * @param seed of the run; draws are seeded by it and the step
 * @param layers the network
 * @param mask m⁰, in force
 * @param settings of the gate
 * @param nodes averaged statistics of every node
 * @param loss L, averaged probe loss, nats, above 0
 * @param logWork log(L/L_target), at least 0
 * @param chi χ, correction of the task term, 1 to 30
 * @param examples how many examples γ and τ were averaged over (effective number)
 * @param targetDensity ρ(t), 0 to 1
 */
public record Situation(
        long step,
        long plannedSteps,
        long seed,
        Layers layers,
        Mask mask,
        GateSettings settings,
        NodeView nodes,
        double loss,
        double logWork,
        double chi,
        double examples,
        double targetDensity) {}
