package io.plumbline.engine;

/**
 * The statistics of one training step; made once and filled at every step. Columns have one value a node, in node
 * order, finite as long as the run has not diverged: the gate refuses a step with NaN in a column. Not thread safe.
 */
public final class StepRecord {

    /** Asks for no statistics: the bare step. */
    public static final StepRecord NONE = new StepRecord(0);

    private final float[] gamma;
    private final float[] tau;
    private final float[] weightNorm;
    private double loss;
    private double updateDot;
    private double exampleGradient;

    /**
     * Returns a record for a network of {@code nodes} nodes.
     *
     * @param nodes N, at least 1
     */
    public static StepRecord of(int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes must be at least 1, was " + nodes);
        }
        return new StepRecord(nodes);
    }

    private StepRecord(int nodes) {
        gamma = new float[nodes];
        tau = new float[nodes];
        weightNorm = new float[nodes];
    }

    /**
     * Says what is one number of the step: for engines to write.
     *
     * @param loss mean over the batch, nats
     * @param updateDot gᵀΔw of the update made
     * @param exampleGradient M² = mean_i ‖∇ℓ_i‖²; NaN where it is not measured
     */
    public void scalars(double loss, double updateDot, double exampleGradient) {
        this.loss = loss;
        this.updateDot = updateDot;
        this.exampleGradient = exampleGradient;
    }

    /** Takes everything but the columns. */
    void takeScalars(StepRecord other) {
        scalars(other.loss, other.updateDot, other.exampleGradient);
    }

    /** Returns the number of nodes N. */
    public int nodes() {
        return gamma.length;
    }

    /** Returns γ_b = mean_i ∂ℓ_i/∂m_b, nats, also of closed nodes: the column itself. */
    public float[] gamma() {
        return gamma;
    }

    /** Returns τ_b = mean_i (∂ℓ_i/∂m_b)², nats², at least 0: the column itself. */
    public float[] tau() {
        return tau;
    }

    /** Returns ‖w_b‖² of the node's own parameters as the update leaves them: the column itself. */
    public float[] weightNorm() {
        return weightNorm;
    }

    /** Returns the mean loss over the batch, nats. */
    public double loss() {
        return loss;
    }

    /** Returns gᵀΔw of the update made. */
    public double updateDot() {
        return updateDot;
    }

    /** Returns M² = mean_i ‖∇ℓ_i‖²; NaN where it is not measured. */
    public double exampleGradient() {
        return exampleGradient;
    }
}
