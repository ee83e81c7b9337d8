package io.plumbline.core.gating.policy;

/**
 * Greedy descent of the self-tuned Q = task + log(L/L_target)·(α·Δlog κ + Δlog density): with α = 1, Q over the logarithm is
 * the change of log work left, steps left times cost per step. The part of Δlog κ that is of λ is weighed as the settings
 * say. Confined to one proposal.
 */
final class WorkLeft {

    private final NodeView nodes;
    private final Plan plan;
    private final double[] gamma;
    private final double[] costShares;
    private final double taskWeight;
    private final double logWork;
    private final double alpha;
    private final double curvature;
    private final double phi;
    /** 1 + Σ d_b s^λ_b and 1 + Σ d_b s^μ_b over the gates moved so far. */
    private double lambda = 1;

    private double mu = 1;

    WorkLeft(Situation situation, Plan plan) {
        this.nodes = situation.nodes();
        this.plan = plan;
        this.gamma = ObjectiveTerms.significantGamma(situation);
        this.costShares = ObjectiveTerms.costShares(situation.layers());
        this.taskWeight = situation.chi() / ObjectiveTerms.loss(situation);
        this.logWork = situation.logWork();
        this.alpha = situation.settings().objective().alpha();
        this.curvature = situation.settings().objective().curvatureWeight();
        this.phi = situation.settings().objective().phi();
    }

    /** Marks in the plan every opening and closing that lowers Q: best openings first, then worst nodes. */
    void minimise() {
        int[] order = plan.order();
        for (int i = order.length - 1; i >= 0; i--) {
            int b = order[i];
            if (plan.mayOpen(b) && change(b, 1) + logWork * costShares[b] / plan.density() < 0) {
                plan.open(b);
                move(b, 1);
            }
        }
        for (int b : order) {
            if (plan.mayClose(b) && change(b, -1) < 0) {
                plan.close(b);
                move(b, -1);
            }
        }
    }

    /** Q after moving gate b by d, minus Q before. */
    private double change(int b, int d) {
        double task = taskWeight * Price.of(gamma[b], nodes.tau()[b], d);
        double logLambda = LogKappa.ofLambda(lambda + d * nodes.shareLambda()[b], phi) - LogKappa.ofLambda(lambda, phi);
        double logMu = LogKappa.ofMu(mu + d * nodes.shareMu()[b], phi) - LogKappa.ofMu(mu, phi);
        double density = plan.density();
        double logDensity = StrictMath.log(density + d * costShares[b]) - StrictMath.log(density);
        return task + logWork * (alpha * (curvature * logLambda - logMu) + logDensity);
    }

    private void move(int b, int d) {
        lambda += d * nodes.shareLambda()[b];
        mu += d * nodes.shareMu()[b];
    }
}
