package io.plumbline.trainer.engine;

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
    double loss;
    double residual;
    double lambda;
    double eigenResidual;
    final Totals energy;
    final Totals curvature;

    /** Returns a record for a network of these gated layers. */
    public ProbeRecord(Layers layers) {
        energyColumn = new float[layers.nodes()];
        curvatureColumn = new float[layers.nodes()];
        energy = new Totals(layers.size());
        curvature = new Totals(layers.size());
    }

    /** Takes everything but the columns, of a record of as many layers. */
    void takeTotals(ProbeRecord other) {
        loss = other.loss;
        residual = other.residual;
        lambda = other.lambda;
        eigenResidual = other.eigenResidual;
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

    /** Returns L, the mean loss on the probe batch, nats. */
    public double loss() {
        return loss;
    }

    /** Returns mean_i ‖r_i‖², from 0 to 2. */
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
        final double[] layers;
        double total;
        double ungated;

        Totals(int layers) {
            this.layers = new double[layers];
        }

        void take(Totals other) {
            System.arraycopy(other.layers, 0, layers, 0, layers.length);
            total = other.total;
            ungated = other.ungated;
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
