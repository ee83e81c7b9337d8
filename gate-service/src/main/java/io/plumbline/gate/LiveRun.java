package io.plumbline.gate;

import io.plumbline.core.gating.Averages;
import io.plumbline.core.gating.GateInput;
import io.plumbline.core.gating.GateOutcome;
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
    static LiveRun begun(Manifest manifest, RunPlan plan, RunStore store, Meters meters) {
        return of(manifest, GateState.start(plan, Plans.policy(plan)), store, meters);
    }

    /** Returns a run as it was left. */
    static LiveRun kept(RunStore.Held held, RunStore store, Meters meters) throws BadRecordException {
        RunPlan plan = Plans.of(held.manifest());
        return of(held.manifest(), GateState.readFrom(plan, held.state()), store, meters);
    }

    /** Returns the run at the manifest of another attempt. */
    LiveRun resumed(Manifest next, RunPlan plan, RunStore store, Meters meters) throws BadRecordException {
        if (!plan.layers().equals(plan().layers())) {
            throw new BadRecordException(
                    Cause.WRONG_SHAPE,
                    "attempt " + plan.attempt() + " of run '" + run + "' has other layers than attempt "
                            + plan().attempt());
        }
        return of(next, state.resume(plan, Plans.policy(plan)), store, meters);
    }

    private static LiveRun of(Manifest manifest, GateState state, RunStore store, Meters meters) {
        String run = manifest.getRun();
        Policy policy = Plans.policy(state.plan());
        Averages averages = store.averagesOf(run, state.plan().shards());
        return new LiveRun(run, manifest, state, policy, new RunGate(state, policy, averages, meters::timed));
    }

    RunPlan plan() {
        return state.plan();
    }

    /** Refuses a manifest of another attempt than the one at hand. */
    void requireAttempt(int attempt) throws BadRecordException {
        if (attempt != plan().attempt()) {
            throw wrongAttempt(attempt);
        }
    }

    /**
     * Takes an input in.
     *
     * @param what it is, for the sentence
     * @throws BadRecordException if it does not belong to the run as it stands
     */
    GateOutcome taken(GateInput input, String what) throws BadRecordException {
        GateOutcome outcome = gate.accept(input);
        if (outcome.refusal().isPresent()) {
            throw switch (outcome.refusal().get()) {
                case WRONG_ATTEMPT -> wrongAttempt(input.attempt());
                case FROM_THE_FUTURE -> new BadRecordException(Cause.FROM_THE_FUTURE, what);
                case WRONG_SHAPE, FROM_THE_PAST, UNKNOWN_VERSION, NOT_IN_FLIGHT ->
                    new BadRecordException(Cause.INVALID, what);
            };
        }
        return outcome;
    }

    private BadRecordException wrongAttempt(int attempt) {
        return new BadRecordException(
                Cause.WRONG_ATTEMPT,
                "run '" + run + "' is at attempt " + plan().attempt() + ", the record is of attempt " + attempt);
    }
}
