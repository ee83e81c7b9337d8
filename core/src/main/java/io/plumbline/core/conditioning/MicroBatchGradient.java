package io.plumbline.core.conditioning;

/**
 * Squared gradient norms of one training step, freed from the noise of its batch.
 *
 * <p>The batch consists of k equal micro-batches with gradients g_j and mean ḡ. Then
 *
 * <ul>
 *   <li>|ĝ|² = (k‖ḡ‖² − mean_j‖g_j‖²)/(k − 1) has the expectation ‖∇L‖² (McCandlish, Kaplan, Amodei 2018, eq. A.2);
 *   <li>M² = |ĝ|² + B'(mean_j‖g_j‖² − ‖ḡ‖²)/(k − 1) has the expectation mean_i‖∇ℓ_i‖².
 * </ul>
 *
 * <p>With per-example norms k = B', and M² is their mean. All four numbers may be those of one node's parameters. A single
 * |ĝ|² may be below 0: average it first, clip afterwards ({@link RatioAverage}). Never mix it with probe values in a share.
 *
 * @param microBatches k, at least 2
 * @param examples B', of all micro-batches together, at least k
 * @param normOfMean ‖ḡ‖², squared norm of the mean gradient, at least 0
 * @param meanOfNorms mean_j‖g_j‖², at least 0; not below ‖ḡ‖² but for rounding
 */
public record MicroBatchGradient(int microBatches, int examples, double normOfMean, double meanOfNorms) {

    /** Checks the components. */
    public MicroBatchGradient {
        if (microBatches < 2) {
            throw new IllegalArgumentException("the correction needs at least 2 micro-batches, got " + microBatches);
        }
        if (examples < microBatches) {
            throw new IllegalArgumentException(
                    microBatches + " micro-batches need at least as many examples, got " + examples);
        }
        if (!(normOfMean >= 0)) {
            throw new IllegalArgumentException("squared norm of the mean must be at least 0, was " + normOfMean);
        }
        if (!(meanOfNorms >= 0)) {
            throw new IllegalArgumentException("mean of the squared norms must be at least 0, was " + meanOfNorms);
        }
    }

    /** Returns |ĝ|², of any sign; NaN if both norms are infinite. */
    public double squaredNorm() {
        return (microBatches * normOfMean - meanOfNorms) / (microBatches - 1);
    }

    /** Returns M², the mean squared gradient norm of an example; NaN if both norms are infinite. */
    public double exampleSquaredNorm() {
        return squaredNorm() + examples * (meanOfNorms - normOfMean) / (microBatches - 1);
    }
}
