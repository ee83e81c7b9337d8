package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import java.util.Arrays;
import java.util.List;

/**
 * What one probe measured; made once and filled at every probe. Columns have one value a node, in node order, closed
 * nodes included. Not thread safe.
 */
public final class ProbeRecord {

    private final float[] energyColumn;
    private final float[] curvatureColumn;
    private final float[] gateCurvatureColumn;
    private final Totals energy;
    private final Totals curvature;
    private double loss;
    private double residual;
    private double lambda;
    private double eigenResidual;

    /** Returns a record for a network of these gated layers. */
    public ProbeRecord(Layers layers) {
        energyColumn = new float[layers.nodes()];
        curvatureColumn = new float[layers.nodes()];
        gateCurvatureColumn = new float[layers.nodes()];
        Arrays.fill(gateCurvatureColumn, Float.NaN);
        energy = new Totals(layers.size());
        curvature = new Totals(layers.size());
    }

    /**
     * Says what the forward pass gave: for engines to write.
     *
     * @param loss L on the probe batch, nats
     * @param residual mean_i ‖r_i‖², from 0 to 2; NaN where it is not measured
     */
    public void loss(double loss, double residual) {
        this.loss = loss;
        this.residual = residual;
    }

    /**
     * Says what the power iteration gave: for engines to write.
     *
     * @param lambda λ = ‖z‖, at least 0
     * @param eigenResidual ‖z − (uᵀz)u‖/λ
     */
    public void lambda(double lambda, double eigenResidual) {
        this.lambda = lambda;
        this.eigenResidual = eigenResidual;
    }

    /** Takes everything but the columns, of a record of as many layers. */
    void takeTotals(ProbeRecord other) {
        loss(other.loss, other.residual);
        lambda(other.lambda, other.eigenResidual);
        energy.take(other.energy);
        curvature.take(other.curvature);
    }

    /** Returns the number of nodes N. */
    public int nodes() {
        return energyColumn.length;
    }

    /** Returns e_b = Σ g² over own parameters and, of scope own+out, outgoing weights: the column itself. */
    public float[] energyColumn() {
        return energyColumn;
    }

    /** Returns a_b = Σ z² over the same entries, z of the last power iteration: the column itself. */
    public float[] curvatureColumn() {
        return curvatureColumn;
    }

    /**
     * Returns h_b, the curvature of the mean loss along the node's gate, nats, at least 0: Σ_i (Σ_r √w_r s_rb)², s_rb =
     * (√p_r∘ε_r − p_r(√p_rᵀε_r))ᵀ ∂logits_r/∂m_b, ε_r a random sign for every class, averaged over draws; r the rows of logits
     * of example i, w_r their weights in the loss, 1/B for one row an example. NaN of all nodes where it is not measured: the
     * column itself.
     */
    public float[] gateCurvatureColumn() {
        return gateCurvatureColumn;
    }

    /** Returns L, the mean loss on the probe batch, nats. */
    public double loss() {
        return loss;
    }

    /** Returns mean_i ‖r_i‖², from 0 to 2; NaN where it is not measured. */
    public double residual() {
        return residual;
    }

    /** Returns λ = ‖z‖, an estimate from below of the top eigenvalue of JᵀHJ/B. */
    public double lambda() {
        return lambda;
    }

    /** Returns ‖z − (uᵀz)u‖/λ, 0 at an eigenvector; NaN where λ is 0. */
    public double eigenResidual() {
        return eigenResidual;
    }

    /** Returns E = ‖g‖² and its parts. */
    public Totals energy() {
        return energy;
    }

    /** Returns A = ‖z‖² = λ² and its parts. */
    public Totals curvature() {
        return curvature;
    }

    /** Sums of squares over parameters: total = ungated parameters + what open nodes of the layers own. */
    public static final class Totals {
        private final double[] layers;
        private double total;
        private double ungated;

        Totals(int layers) {
            this.layers = new double[layers];
        }

        void take(Totals other) {
            System.arraycopy(other.layers, 0, layers, 0, layers.length);
            total = other.total;
            ungated = other.ungated;
        }

        /**
         * Says what the open nodes of a layer own: for engines to write.
         *
         * @param layer index of the layer, from 0
         */
        public void layer(int layer, double sum) {
            layers[layer] = sum;
        }

        /** Says the whole sum, and the part of ungated parameters in it: for engines to write. */
        public void total(double total, double ungated) {
            this.total = total;
            this.ungated = ungated;
        }

        /** Returns the part that the open nodes of every layer own, in order, as it is now. */
        public List<Double> layers() {
            return Arrays.stream(layers).boxed().toList();
        }

        /** Returns the sum over ungated parameters and what open nodes own. */
        public double total() {
            return total;
        }

        /** Returns the part of ungated parameters. */
        public double ungated() {
            return ungated;
        }
    }
}
