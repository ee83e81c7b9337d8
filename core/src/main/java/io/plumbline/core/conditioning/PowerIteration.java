package io.plumbline.core.conditioning;

/**
 * Arithmetic of a power iteration for the top eigenpair of a symmetric positive semidefinite matrix G (Golub, Van Loan
 * 2013, §7.3.1): z = G u, λ = ‖z‖, u ← z/λ. The caller computes the product G u: here by one Jacobian-vector and one
 * vector-Jacobian product.
 *
 * @param lambda ‖z‖₂: at most the top eigenvalue; 0 if G u = 0, NaN or ∞ if z was not finite
 * @param residual ‖z − (uᵀz)u‖₂/λ, from 0 (u is an eigenvector) to 1; NaN where λ is 0 or not finite
 */
public record PowerIteration(double lambda, double residual) {

    /** With a larger residual, λ and its vector are not reliable enough for a decision. */
    public static final double TRUSTED_RESIDUAL = 0.1;

    /**
     * Measures one step.
     *
     * @param u unit vector, shape [n]
     * @param z G u, shape [n]
     */
    public static PowerIteration measure(double[] u, double[] z) {
        if (u.length != z.length) {
            throw new IllegalArgumentException("u has " + u.length + " entries, z has " + z.length);
        }
        double dot = 0;
        for (int i = 0; i < u.length; i++) {
            dot += u[i] * z[i];
        }
        double off = 0;
        for (int i = 0; i < u.length; i++) {
            double across = z[i] - dot * u[i];
            off += across * across;
        }
        double lambda = norm(z);
        return new PowerIteration(lambda, lambda > 0 ? StrictMath.sqrt(off) / lambda : Double.NaN);
    }

    /** Returns whether the residual is small enough to decide on; false for NaN. */
    public boolean isTrusted() {
        return residual <= TRUSTED_RESIDUAL;
    }

    /**
     * Scales v to length 1 in place, what {@code kept} leaves out set to 0 first.
     *
     * @param v shape [n]
     * @param kept shape [n]: false on what closed nodes own and read out
     * @throws IllegalArgumentException if no finite length above 0 remains: start again from a random vector
     */
    public static void normalise(double[] v, boolean[] kept) {
        for (int i = 0; i < v.length; i++) {
            v[i] = kept[i] ? v[i] : 0;
        }
        double norm = norm(v);
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new IllegalArgumentException("a vector of norm " + norm + " has no direction");
        }
        for (int i = 0; i < v.length; i++) {
            v[i] /= norm;
        }
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return StrictMath.sqrt(sum);
    }
}
