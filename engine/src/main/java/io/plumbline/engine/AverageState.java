package io.plumbline.engine;

import java.util.List;

/**
 * An exponential average of the weights over the steps of a run (Polyak, Juditsky 1992): ā = Σ_s βᵗ⁻ˢ·w_s / Σ_s βᵗ⁻ˢ over
 * the steps s that were made since it began, the last of them t; before the first, the weights as they are. Its parts add
 * up to 1 from the first step on, so that nothing need be corrected for a beginning at 0.
 *
 * @param decay β, at least 0 and below 1; 0: no average is kept
 * @param mass Σ_s βᵗ⁻ˢ: 0 before the first step, below 1/(1 − β)
 * @param weights ā, named, ordered and shaped as {@link Engine#weights()}; none: to begin from the weights as they are
 */
public record AverageState(double decay, double mass, List<NamedArray> weights) {

    /** No average. */
    public static final AverageState NONE = new AverageState(0, 0, List.of());

    /** Checks and copies the components. */
    public AverageState {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("the decay of an average must be at least 0 and below 1, was " + decay);
        }
        if (!(mass >= 0) || Double.isInfinite(mass)) {
            throw new IllegalArgumentException("the mass of an average must be at least 0 and finite, was " + mass);
        }
        weights = List.copyOf(weights);
    }

    /** Returns an average of no steps yet, or {@link #NONE} at a decay of 0. */
    public static AverageState beginning(double decay) {
        return new AverageState(decay, 0, List.of());
    }
}
