package io.plumbline.engine;

import io.plumbline.core.model.Mask;
import java.util.List;

/**
 * Everything that a network in training remembers: an engine of the same specification and seed that takes it over makes the
 * steps and probes that this one would have made, bit for bit. What was removed is left out of the arrays where the engine
 * does so.
 *
 * @param mask in force
 * @param present nodes that were not removed, as open ones
 * @param weights named and ordered as {@link Engine#weights()}
 * @param statistics as {@link Engine#statistics()}
 * @param optimizer its memory
 * @param average of the weights; {@link AverageState#NONE} where none is kept
 * @param direction as {@link Engine#probeDirection()}
 */
public record EngineState(
        Mask mask,
        Mask present,
        List<NamedArray> weights,
        List<NamedArray> statistics,
        OptimizerState optimizer,
        AverageState average,
        List<NamedArray> direction) {

    /** Copies the lists; the arrays are immutable. */
    public EngineState {
        weights = List.copyOf(weights);
        statistics = List.copyOf(statistics);
        direction = List.copyOf(direction);
    }

    /** Returns masks alone: all nodes open, and nothing to go on from. */
    public static EngineState allOpen(int nodes) {
        Mask open = Mask.allOpen(nodes);
        return new EngineState(
                open, open, List.of(), List.of(), new OptimizerState(0, List.of()), AverageState.NONE, List.of());
    }
}
