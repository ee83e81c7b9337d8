package io.plumbline.core.gap;

/**
 * Stability coefficient 2M²/(μ_PL(n − 1)) + 2M‖g‖/μ_PL (Charles, Papailiopoulos 2018, thm. 2), nats. An
 * <b>indicator, no bound</b>: it would limit the expected generalization gap if every ℓ_i were M-Lipschitz and every
 * leave-one-out loss μ-PL; here M and μ are local.
 */
public final class StabilityIndicator {

    private StabilityIndicator() {}

    /**
     * Returns the coefficient; NaN if an input is NaN or μ_PL = 0 = M², infinite where only μ_PL is 0.
     *
     * @param exampleGradient M² = mean_i‖∇ℓ_i‖², at least 0; averages of corrected values below 0 count as 0
     * @param gradient ‖g‖², squared, at least 0
     * @param muPl μ_PL, at least 0
     * @param examples n, training examples, at least 2
     */
    public static double of(double exampleGradient, double gradient, double muPl, long examples) {
        if (examples < 2) {
            throw new IllegalArgumentException("the coefficient needs at least 2 examples, got " + examples);
        }
        double square = Math.max(0, exampleGradient);
        double byReplacing = 2 * square / (muPl * (examples - 1));
        double byStopping = 2 * StrictMath.sqrt(square) * StrictMath.sqrt(gradient) / muPl;
        return byReplacing + byStopping;
    }
}
