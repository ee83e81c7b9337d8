package io.plumbline.core.gating;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Shards;
import io.plumbline.core.settings.GateSettings;

/**
 * The parts of a manifest that decisions depend on.
 *
 * @param attempt 1 for the first, one more at every resume
 * @param architecture of the network; without tensors if its costs are unknown
 * @param seed of the run
 * @param plannedSteps T, at least 1
 * @param decisionInterval Δ, steps, at least 1
 * @param batch B', training examples per step, at least 1
 * @param trainingExamples n, at least 0; 0 if it is unknown
 * @param classes that the cross-entropy tells apart, at least 2; 0 for another loss
 * @param lossLowerBound L*, nats, finite
 * @param lossTarget L_target of the work left, nats, above 0
 * @param lockstep whether the trainer waits for decisions: then no measured time may influence a decision
 * @param settings of the gate
 */
public record RunPlan(
        int attempt,
        Architecture architecture,
        long seed,
        long plannedSteps,
        int decisionInterval,
        int batch,
        long trainingExamples,
        int classes,
        double lossLowerBound,
        double lossTarget,
        boolean lockstep,
        GateSettings settings) {

    /** Checks the components. */
    public RunPlan {
        require(attempt >= 1, "attempt", attempt, "at least 1");
        require(plannedSteps >= 1, "planned steps", plannedSteps, "at least 1");
        require(decisionInterval >= 1, "decision interval", decisionInterval, "at least 1");
        require(batch >= 1, "batch", batch, "at least 1");
        require(trainingExamples >= 0, "training examples", trainingExamples, "at least 0");
        require(classes == 0 || classes >= 2, "classes", classes, "at least 2, or 0");
        require(Double.isFinite(lossLowerBound), "lower bound of the loss", lossLowerBound, "finite");
        settings.requireFits(architecture.layers());
        require(lossTarget > 0 && lossTarget <= Double.MAX_VALUE, "loss target", lossTarget, "above 0 and finite");
    }

    /** Returns the network's gated layers. */
    public Layers layers() {
        return architecture.layers();
    }

    /** Returns how its nodes are divided into shards. */
    public Shards shards() {
        return new Shards(layers().nodes());
    }

    /** Returns whether a decision is made at step {@code step}: t ≡ 0 mod Δ. */
    public boolean decidesAt(long step) {
        return step % decisionInterval == 0;
    }

    private static void require(boolean holds, String name, Object given, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " of a run must be " + expected + ", was " + given);
        }
    }
}
