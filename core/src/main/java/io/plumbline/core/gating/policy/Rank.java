package io.plumbline.core.gating.policy;

import io.plumbline.core.settings.GateSettings;

/** Scores the nodes of a situation. */
interface Rank {

    /** Returns what to rank by, shape [N]: lower closes first, ties by lower index. */
    double[] scores(Situation situation);

    /** Returns what the scores need of probes. */
    default ProbeNeed needs(GateSettings settings) {
        return ProbeNeed.NOTHING;
    }

    /** Returns whether dead nodes close at once, beyond the schedule. */
    default boolean freesDeadNodes() {
        return true;
    }
}
