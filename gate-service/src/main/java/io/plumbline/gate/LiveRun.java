package io.plumbline.gate;

import io.plumbline.core.gating.GateInput;
import io.plumbline.core.gating.GateOutcome;
import io.plumbline.core.gating.GateState;
import io.plumbline.core.gating.RunGate;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.v1.Manifest;

/**
 * One run while one record of it is processed.
 *
 * @param run its id
 * @param manifest of its attempt
 * @param gate of the run
 */
record LiveRun(String run, Manifest manifest, RunGate gate) {

    /** Returns a run at its first manifest. */
    static LiveRun begun(Manifest manifest, RunPlan plan, RunStore store, Meters meters) {
        return of(manifest, GateState.start(plan, Plans.policy(plan)), store, meters);
    }

    /** Returns a run from its stored state. */
    static LiveRun kept(RunStore.Held held, RunStore store, Meters meters) {
        return of(held.manifest(), GateState.readFrom(held.plan(), held.state()), store, meters);
    }

    private static LiveRun of(Manifest manifest, GateState state, RunStore store, Meters meters) {
        String run = manifest.getRun();
        var averages = store.averagesOf(run, state.plan().shards());
        return new LiveRun(run, manifest, new RunGate(state, Policies::named, averages, meters::timed));
    }

    /**
     * Returns the run after a manifest, either of the same attempt or of another one that resumes it.
     *
     * @throws BadRecordException if the attempt is over, or its layers are others
     */
    LiveRun after(Manifest next, RunPlan plan) throws BadRecordException {
        int attempt = plan().attempt();
        taken(
                new GateInput.Began(plan),
                "attempt " + plan.attempt() + " of run '" + run + "' has other layers than attempt " + attempt);
        return new LiveRun(run, next, gate);
    }

    GateState state() {
        return gate.state();
    }

    RunPlan plan() {
        return state().plan();
    }

    Policy policy() {
        return gate.policy();
    }

    /**
     * Takes an input in.
     *
     * @param what kind of input it is, for the message
     * @throws BadRecordException if it does not fit the state of the run
     */
    GateOutcome taken(GateInput input, String what) throws BadRecordException {
        GateOutcome outcome = gate.accept(input);
        if (outcome.refusal().isPresent()) {
            throw Refusals.bad(outcome.refusal().get(), this, input.attempt(), what);
        }
        return outcome;
    }
}
