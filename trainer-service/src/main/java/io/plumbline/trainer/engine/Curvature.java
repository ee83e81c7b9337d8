package io.plumbline.trainer.engine;

/**
 * Which vectors z the columns a_b = Σz² of a probe are made of. Their total A always sums the same entries over block 0 and
 * what open nodes own, so that a_b/A is a share, whatever its unit.
 */
public enum Curvature {
    /** z = A·u of the top eigenvector u of A = JᵀHJ/B; a single direction, A = λ². */
    EIGENVECTOR,
    /**
     * Mean of z² over four draws z = Jᵀ(p − onehot(ŷ))/√B with labels ŷ ~ p: its expectation is the diagonal of JᵀHJ/B
     * (Martens 2020, section 5), so that every direction counts by its eigenvalue. The total estimates the trace; λ stays.
     */
    TRACE,
    /**
     * z = A·d of the unit vector d along which the weights moved since the last probe, zero on what closed nodes own and
     * read out. The first probe, the first after a compaction and one without movement take the eigenvector. λ stays.
     */
    SECANT,
    /**
     * H = I: λ and z are of JᵀJ/B. This λ is the partner of μ_R, not of μ_PL: κ = λ/μ_PL is not comparable with that of
     * other kinds, nor with what theory bounds.
     */
    TANGENT_KERNEL
}
