package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;

/**
 * What a policy sees at a decision step.
 *
 * @param step t, the decision step
 * @param plannedSteps T
 * @param seed of the run; draws are seeded by it and the step
 * @param architecture of the network
 * @param mask m⁰, in force
 * @param settings of the gate
 * @param nodes averaged statistics of every node
 * @param loss L, averaged probe loss, nats, at least 0
 * @param logWork log(L/L_target), at least 0
 * @param chi χ, correction of the task term, 1 to 30
 * @param examples how many examples γ and τ were averaged over (effective number)
 * @param targetDensity ρ(t), 0 to 1
 * @param budget δ in force: share of the open nodes that may change, 0 to 1
 * @param floor Π, capacity that stays open
 */
public record Situation(
        long step,
        long plannedSteps,
        long seed,
        Architecture architecture,
        Mask mask,
        GateSettings settings,
        NodeView nodes,
        double loss,
        double logWork,
        double chi,
        double examples,
        double targetDensity,
        double budget,
        CapacityFloor floor) {

    /** Checks the components. */
    public Situation {
        int n = architecture.layers().nodes();
        if (mask.nodes() != n || nodes.size() != n) {
            throw new IllegalArgumentException(
                    "a network of " + n + " nodes, a mask of " + mask.nodes() + ", statistics of " + nodes.size());
        }
        require(step >= 0, "step", step, "at least 0");
        require(plannedSteps >= 1, "planned steps", plannedSteps, "at least 1");
        require(loss >= 0 && loss <= Double.MAX_VALUE, "loss", loss, "at least 0 and finite");
        require(logWork >= 0 && logWork <= Double.MAX_VALUE, "log of the work left", logWork, "at least 0 and finite");
        require(chi > 0 && chi <= Double.MAX_VALUE, "χ", chi, "above 0 and finite");
        require(examples > 0, "examples", examples, "above 0");
        require(targetDensity >= 0 && targetDensity <= 1, "target density", targetDensity, "in [0, 1]");
        require(budget >= 0 && budget <= 1, "budget", budget, "in [0, 1]");
    }

    /** Returns the network's gated layers. */
    public Layers layers() {
        return architecture.layers();
    }

    /** Returns how many nodes of every layer are open, shape [layers]. */
    public double[] openCounts() {
        return layers().counts(mask);
    }

    private static void require(boolean holds, String name, Object given, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " of a situation must be " + expected + ", was " + given);
        }
    }
}
