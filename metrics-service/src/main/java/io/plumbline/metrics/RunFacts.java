package io.plumbline.metrics;

import io.plumbline.core.conditioning.ProbeSteps;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Manifest;

/**
 * The parts of a manifest that the meters need.
 *
 * @param run its id
 * @param attempt of the latest manifest
 * @param architecture of the network
 * @param plannedSteps T; no step lies beyond it
 * @param parameters of the whole network
 * @param batch examples of a step
 * @param decisionInterval Δ, steps
 * @param probes which steps are probed
 * @param labels what it is grouped by
 * @param announcedMs time of the first manifest's record, milliseconds since 1970
 */
record RunFacts(
        String run,
        int attempt,
        Architecture architecture,
        long plannedSteps,
        long parameters,
        int batch,
        int decisionInterval,
        ProbeSteps probes,
        RunLabels labels,
        long announcedMs) {

    /** Reads a manifest that {@link Manifests#check} let pass. */
    static RunFacts of(Manifest manifest, long seenMs) throws BadRecordException {
        return new RunFacts(
                manifest.getRun(),
                manifest.getAttempt(),
                Manifests.architecture(manifest),
                manifest.getPlannedSteps(),
                manifest.getParameters(),
                manifest.getBatch(),
                manifest.getDecisionInterval(),
                Manifests.probeSteps(manifest),
                RunLabels.of(manifest),
                seenMs);
    }

    /** Returns the network's gated layers. */
    Layers layers() {
        return architecture.layers();
    }

    /** Returns the floating-point operations of a step of the whole network. */
    double stepWork() {
        return architecture.stepCost(batch, architecture.all());
    }

    /** Takes over the facts of a later attempt, all but the time of the first one. */
    RunFacts resumedAs(RunFacts later) {
        return new RunFacts(
                run,
                later.attempt,
                architecture,
                later.plannedSteps,
                later.parameters,
                later.batch,
                later.decisionInterval,
                later.probes,
                later.labels,
                announcedMs);
    }
}
