package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Density;
import io.plumbline.core.model.Layers;

/**
 * Q of continuous gates m, and its gradient. With d_b = m_b − m⁰_b, m⁰ the mask in force:
 *
 * <pre>
 * Q(m)    = task(m) + α·Δlog κ(m) + ω·(density(m) − ρ)²
 * task(m) = (χ/L)·Σ (γ_b d_b + ½ τ_b d_b²),   γ_b := 0 where it does not differ significantly from 0 ({@link
 * Price#significant})
 * </pre>
 *
 * <p>Δlog κ: {@link LogKappa}, its part of λ weighed by w_λ, 1 unless set. Self-tuned, with W = log(L/L_target), α counts
 * W-fold and the last term is W·log(density(m)/density(m⁰)), flat below the density that the floors allow. All terms have
 * no unit.
 */
final class GateLoss {

    private final NodeView nodes;
    private final double[] base;
    private final double[] gamma;
    private final double[] curvatures;
    private final Layers layers;
    private final Density costs;
    /** Sum of the gates of every layer. */
    private final double[] counts;

    private final double taskWeight;
    private final double alpha;
    private final double curvature;
    private final double phi;
    private final DensityTerm densityTerm;

    private GateLoss(Situation situation) {
        this.nodes = situation.nodes();
        this.base = new double[nodes.size()];
        this.curvatures = ObjectiveTerms.priceCurvature(situation);
        this.gamma = ObjectiveTerms.significantGamma(situation);
        this.layers = situation.layers();
        this.costs = Density.of(situation.architecture());
        this.counts = new double[layers.size()];
        this.taskWeight = situation.chi() / ObjectiveTerms.loss(situation);
        this.alpha = ObjectiveTerms.alpha(situation);
        this.curvature = situation.settings().objective().curvatureWeight();
        this.phi = situation.settings().objective().phi();
        this.densityTerm = DensityTerm.of(situation, costs);
    }

    /** Returns Q of a situation. */
    static GateLoss of(Situation situation) {
        GateLoss loss = new GateLoss(situation);
        for (int b = 0; b < loss.base.length; b++) {
            loss.base[b] = situation.mask().isOpen(b) ? 1 : 0;
        }
        return loss;
    }

    /** Returns m⁰_b, 0 or 1. */
    double base(int b) {
        return base[b];
    }

    /**
     * Returns Q(m) and puts its gradient into {@code slopes}.
     *
     * @param gates m, shape [N], 0 to 1
     * @param slopes ∂Q/∂m, shape [N], overwritten
     */
    double evaluate(double[] gates, double[] slopes) {
        double task = 0;
        double lambda = 1;
        double mu = 1;
        for (int b = 0; b < gates.length; b++) {
            double d = gates[b] - base[b];
            task += Price.of(gamma[b], curvatures[b], d);
            lambda += d * nodes.shareLambda()[b];
            mu += d * nodes.shareMu()[b];
        }
        double density = density(gates);
        double byLambda = alpha * curvature * LogKappa.slopeOfLambda(lambda, phi);
        double byMu = alpha * LogKappa.slopeOfMu(mu, phi);
        double byDensity = densityTerm.slope(density);
        for (int l = 0; l < counts.length; l++) {
            double byCount = byDensity * costs.slope(l, counts);
            for (int b = layers.start(l); b < layers.end(l); b++) {
                double d = gates[b] - base[b];
                slopes[b] = taskWeight * (gamma[b] + curvatures[b] * d)
                        + byLambda * nodes.shareLambda()[b]
                        - byMu * nodes.shareMu()[b]
                        + byCount;
            }
        }
        double logKappa = curvature * LogKappa.ofLambda(lambda, phi) - LogKappa.ofMu(mu, phi);
        return taskWeight * task + alpha * logKappa + densityTerm.of(density);
    }

    /** Returns the density of the gates, and leaves the sum of every layer in {@link #counts}. */
    private double density(double[] gates) {
        for (int l = 0; l < counts.length; l++) {
            double sum = 0;
            for (int b = layers.start(l); b < layers.end(l); b++) {
                sum += gates[b];
            }
            counts[l] = sum;
        }
        return costs.of(counts);
    }
}
