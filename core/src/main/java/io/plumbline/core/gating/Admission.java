package io.plumbline.core.gating;

import io.plumbline.core.model.Shards;
import java.util.Optional;

/**
 * Checks whether a record fits the current state of a run. Changes nothing.
 *
 * @param state of the run
 */
record Admission(GateState state) {

    /** How many decision steps may be missing at once: a record that skips more is not plausible. */
    static final long MOST_OVERDUE = 100_000;

    /** Returns why an input does not belong to the run; empty if it does. */
    Optional<Refusal> refusal(GateInput input) {
        if (input instanceof GateInput.Began began) {
            return refusal(began.plan());
        }
        if (input.attempt() != plan().attempt()) {
            return Optional.of(Refusal.WRONG_ATTEMPT);
        }
        if (input instanceof GateInput.Shard shard) {
            return ofShard(shard.report());
        } else if (input instanceof GateInput.Rejected rejected) {
            return unless(state.masks().isInFlight(rejected.version()), Refusal.NOT_IN_FLIGHT);
        } else if (input instanceof GateInput.Pruned pruned) {
            boolean known = pruned.version() > 0 && state.masks().knows(pruned.version());
            return unless(known, Refusal.UNKNOWN_VERSION);
        } else if (input instanceof GateInput.Ended end) {
            return unless(isPlausible(end.step()), Refusal.FROM_THE_FUTURE);
        }
        return Optional.empty();
    }

    /** A later attempt may change everything but the network; records of an earlier one are refused. */
    private Optional<Refusal> refusal(RunPlan begun) {
        if (begun.attempt() < plan().attempt()) {
            return Optional.of(Refusal.WRONG_ATTEMPT);
        }
        boolean resumes = begun.attempt() > plan().attempt();
        return unless(!resumes || begun.layers().equals(plan().layers()), Refusal.WRONG_SHAPE);
    }

    private static Optional<Refusal> unless(boolean holds, Refusal refusal) {
        return holds ? Optional.empty() : Optional.of(refusal);
    }

    private Optional<Refusal> ofShard(StepReport report) {
        if (!isOfItsShape(report)) {
            return Optional.of(Refusal.WRONG_SHAPE);
        }
        if (report.step() < 1 || state.cursor.refuses(report)) {
            return Optional.of(Refusal.FROM_THE_PAST);
        }
        if (!isPlausible(report.step())) {
            return Optional.of(Refusal.FROM_THE_FUTURE);
        }
        boolean sameStep = report.step() == state.cursor.step();
        return unless(
                sameStep
                        ? report.maskVersion() == state.cursor.version()
                        : state.masks().knows(report.maskVersion()),
                Refusal.UNKNOWN_VERSION);
    }

    private boolean isOfItsShape(StepReport report) {
        Shards shards = plan().shards();
        return report.shards() == shards.count()
                && report.shard() >= 0
                && report.shard() < shards.count()
                && report.firstNode() == shards.first(report.shard())
                && report.nodes() == shards.size(report.shard())
                && report.probe().map(this::isOfItsShape).orElse(true);
    }

    private boolean isOfItsShape(StepReport.Probe probe) {
        int layers = plan().layers().size();
        return probe.layerEnergy().size() == layers && probe.layerCurvature().size() == layers;
    }

    /** Returns whether a run can be at this step: within its plan, and not absurdly far ahead of its last decision. */
    private boolean isPlausible(long step) {
        long skipped = (step - state.lastDecided()) / plan().decisionInterval();
        return step <= plan().plannedSteps() && skipped <= MOST_OVERDUE;
    }

    private RunPlan plan() {
        return state.plan();
    }
}
