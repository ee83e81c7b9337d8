package io.plumbline.core.gating;

import java.util.List;
import java.util.Optional;

/**
 * The content of one shard of one step beside its columns.
 *
 * @param attempt of the run
 * @param step t, 1 is the first update
 * @param shard its place, from 0
 * @param shards of the step
 * @param firstNode number of its first node
 * @param nodes how many nodes it holds
 * @param maskVersion in force during the step
 * @param scalars of the step
 * @param probe of the step; empty where it is no probe step
 * @param applied losses around the mask change that this step is the first under; empty where there is none
 */
public record StepReport(
        int attempt,
        long step,
        int shard,
        int shards,
        int firstNode,
        int nodes,
        long maskVersion,
        Scalars scalars,
        Optional<Probe> probe,
        Optional<Applied> applied) {

    /** Beyond this limit sums of averages could overflow; no result in single precision comes near it. */
    private static final double MOST = 1e150;

    /** Returns whether a number was measured: not NaN, infinite or beyond the limit. */
    static boolean measured(double x) {
        return Math.abs(x) <= MOST;
    }

    /**
     * The step as a whole, on the training batch. NaN where a number was not measured.
     *
     * @param loss mean over the batch, nats
     * @param updateDot gᵀΔw of the update made, nats
     * @param exampleGradient M² = mean_i ‖∇ℓ_i‖²
     */
    public record Scalars(double loss, double updateDot, double exampleGradient) {}

    /**
     * The probe as a whole, on the probe batch.
     *
     * @param loss L, nats
     * @param residual mean_i ‖r_i‖²; NaN where it is not measured
     * @param lambda λ
     * @param eigenResidual ‖z − (uᵀz)u‖/λ; NaN where λ is 0
     * @param energy E = ‖g‖²
     * @param curvature A = ‖z‖²
     * @param ungatedEnergy part of E that no node owns
     * @param ungatedCurvature part of A that no node owns
     * @param layerEnergy part of E that the open nodes of every layer own, in order
     * @param layerCurvature part of A that they own
     */
    public record Probe(
            double loss,
            double residual,
            double lambda,
            double eigenResidual,
            double energy,
            double curvature,
            double ungatedEnergy,
            double ungatedCurvature,
            List<Double> layerEnergy,
            List<Double> layerCurvature) {

        /** Copies the lists. */
        public Probe {
            layerEnergy = List.copyOf(layerEnergy);
            layerCurvature = List.copyOf(layerCurvature);
        }

        /**
         * Returns whether loss, smoothness and all sums of squares are at least 0 and can be averaged; the residual may
         * be left out.
         */
        boolean valid() {
            return square(loss)
                    && (Double.isNaN(residual) || square(residual))
                    && square(lambda)
                    && square(energy)
                    && square(curvature)
                    && square(ungatedEnergy)
                    && square(ungatedCurvature)
                    && layerEnergy.stream().allMatch(Probe::square)
                    && layerCurvature.stream().allMatch(Probe::square);
        }

        private static boolean square(double x) {
            return x >= 0 && measured(x);
        }
    }

    /**
     * A mask version came into force. Both losses at the same weights, on the probe batch, nats.
     *
     * @param lossBefore under the version before
     * @param lossAfter under this version
     */
    public record Applied(double lossBefore, double lossAfter) {}

    /** Returns whether the loss of the step, and of its probe if it is a probe step, is finite. */
    public boolean lossFinite() {
        return measured(scalars.loss()) && probe.map(p -> measured(p.loss())).orElse(true);
    }

    /** Returns whether all numbers can be averaged, those of the columns of this shard included. */
    boolean valid(ShardColumns columns) {
        return probe.map(Probe::valid).orElse(true) && columns.valid(nodes, probe.isPresent());
    }
}
