package io.plumbline.metrics;

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
 * @param announcedMs time of the first manifest's record, milliseconds since 1970
 */
record RunFacts(
        String run, int attempt, Architecture architecture, long plannedSteps, long parameters, long announcedMs) {

    /** Reads a manifest that {@link Manifests#check} let pass. */
    static RunFacts of(Manifest manifest, long seenMs) throws BadRecordException {
        return new RunFacts(
                manifest.getRun(),
                manifest.getAttempt(),
                Manifests.architecture(manifest),
                manifest.getPlannedSteps(),
                manifest.getParameters(),
                seenMs);
    }

    /** Returns the network's gated layers. */
    Layers layers() {
        return architecture.layers();
    }

    /** Takes over the facts of a later attempt, all but the time of the first one. */
    RunFacts resumedAs(RunFacts later) {
        return new RunFacts(run, later.attempt, architecture, later.plannedSteps, later.parameters, announcedMs);
    }
}
