package io.plumbline.gate;

import io.plumbline.core.gating.Averages;
import io.plumbline.core.gating.GateState;
import io.plumbline.core.gating.RunGate;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.v1.Manifest;

/**
 * One run while one record of it is processed.
 *
 * @param run its id
 * @param manifest of its attempt
 * @param state of its state
 * @param policy that its settings name
 * @param gate over both
 */
record LiveRun(String run, Manifest manifest, GateState state, Policy policy, RunGate gate) {

    /** Returns a run at its first manifest. */
    static LiveRun begun(Manifest manifest, RunPlan plan, RunStore store) {
        return of(manifest, GateState.start(plan, Plans.policy(plan)), store);
    }

    /** Returns a run as it was left. */
    static LiveRun kept(RunStore.Held held, RunStore store) throws BadRecordException {
        RunPlan plan = Plans.of(held.manifest());
        return of(held.manifest(), GateState.readFrom(plan, held.state()), store);
    }

    /** Returns the run at the manifest of another attempt. */
    LiveRun resumed(Manifest next, RunPlan plan, RunStore store) throws BadRecordException {
        if (!plan.layers().equals(plan().layers())) {
            throw new BadRecordException(
                    Cause.WRONG_SHAPE,
                    "attempt " + plan.attempt() + " of run '" + run + "' has other layers than attempt "
                            + plan().attempt());
        }
        return of(next, state.resume(plan, Plans.policy(plan)), store);
    }

    private static LiveRun of(Manifest manifest, GateState state, RunStore store) {
        String run = manifest.getRun();
        Policy policy = Plans.policy(state.plan());
        Averages averages = store.averagesOf(run, state.plan().shards());
        return new LiveRun(run, manifest, state, policy, new RunGate(state, policy, averages));
    }

    RunPlan plan() {
        return state.plan();
    }

    /** Refuses what another attempt says. */
    LiveRun of(int attempt) throws BadRecordException {
        if (attempt != plan().attempt()) {
            throw new BadRecordException(
                    Cause.WRONG_ATTEMPT,
                    "run '" + run + "' is at attempt " + plan().attempt() + ", the record is of attempt " + attempt);
        }
        return this;
    }
}
