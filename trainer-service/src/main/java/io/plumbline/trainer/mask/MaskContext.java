package io.plumbline.trainer.mask;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;

/**
 * What a change is checked against.
 *
 * @param layers of the network
 * @param settings whose floors hold
 * @param mask in force
 * @param present nodes that were not removed, as open ones
 * @param version in force; 0: all open
 * @param decisionInterval Δ
 * @param steps made so far
 */
record MaskContext(
        Layers layers,
        GateSettings settings,
        Mask mask,
        Mask present,
        long version,
        int decisionInterval,
        long steps) {}
