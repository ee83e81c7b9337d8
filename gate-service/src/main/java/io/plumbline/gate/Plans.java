package io.plumbline.gate;

import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Mode;

/** The parts of a manifest that decisions need. */
final class Plans {

    /**
     * With more nodes, a mask alone would be too large for a record, and one manifest could exhaust the memory of the
     * gate.
     */
    private static final int MOST_NODES = 1 << 20;

    private Plans() {}

    /** Returns the plan of a run, or why its manifest cannot be one. */
    static RunPlan of(Manifest manifest) throws BadRecordException {
        Manifests.check(manifest);
        try {
            RunPlan plan = new RunPlan(
                    manifest.getAttempt(),
                    Manifests.architecture(manifest),
                    manifest.getSeed(),
                    manifest.getPlannedSteps(),
                    manifest.getDecisionInterval(),
                    manifest.getBatch(),
                    manifest.getData().getTrainingExamples(),
                    Manifests.classes(manifest),
                    manifest.getLoss().getLowerBound(),
                    manifest.getLoss().getTarget(),
                    manifest.getMode() == Mode.MODE_LOCKSTEP,
                    Manifests.settings(manifest));
            if (plan.layers().nodes() > MOST_NODES) {
                throw new IllegalArgumentException("nodes must be at most " + MOST_NODES + ", were "
                        + plan.layers().nodes());
            }
            policy(plan);
            return plan;
        } catch (IllegalArgumentException e) {
            throw new BadRecordException(
                    Cause.INVALID, "manifest of run '" + manifest.getRun() + "': " + e.getMessage());
        }
    }

    /** Returns the policy that a plan names; it exists. */
    static Policy policy(RunPlan plan) {
        return Policies.of(plan.settings());
    }
}
