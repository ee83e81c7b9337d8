package io.plumbline.core.settings;

import io.plumbline.core.files.Spelling;

/**
 * What the gate minimises.
 *
 * @param alpha α, weight of Δlog κ; self-tuned 1 is the work left, 0 leaves κ out
 * @param omega ω, weight of the density term
 * @param phi φ, where log_φ turns linear
 * @param epsilon ε·N, guards ratios of shares
 * @param curvatureWeight w_λ, weight of the part of Δlog κ that is of λ; 0: μ alone counts
 * @param price which curvature prices a change
 * @param scope which parameters a share counts
 */
public record Objective(
        double alpha,
        double omega,
        double phi,
        double epsilon,
        double curvatureWeight,
        PriceCurvature price,
        Scope scope) {

    static Objective of(Values values) {
        return new Objective(
                values.number("alpha"),
                values.number("omega"),
                values.number("phi"),
                values.number("epsilon"),
                values.number("curvature-weight"),
                Spelling.constant(PriceCurvature.class, "gate.price", values.text("price")),
                Scope.of(values.text("scope")));
    }
}
