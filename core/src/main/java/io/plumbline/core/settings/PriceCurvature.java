package io.plumbline.core.settings;

import io.plumbline.core.files.Spelling;

/** Which curvature of the loss along a gate prices a change of that gate. */
public enum PriceCurvature {
    /** τ_b, mean of γ_ib²: the empirical Fisher information. It fades as examples are fitted. */
    FISHER,
    /** h_b, of the Gauss-Newton matrix, by labels drawn from the network's own probabilities; τ_b where it is not measured. */
    GATE_CURVATURE;

    /** Returns the word in settings. */
    public String spelling() {
        return Spelling.of(this);
    }

    /**
     * Returns the curvature that prices a change of a node's gate.
     *
     * @param tau τ_b
     * @param gateCurvature h_b; NaN where it was not measured
     */
    public double of(double tau, double gateCurvature) {
        return this == FISHER || Double.isNaN(gateCurvature) ? tau : gateCurvature;
    }
}
