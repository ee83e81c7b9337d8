package io.plumbline.core.gating.policy;

/**
 * Greedy descent of the self-tuned Q = task + log(L/L_target)·(α·Δlog κ + Δlog density): with α = 1, Q over the logarithm is
 * the change of log work left, steps left times cost per step. The part of Δlog κ that is of λ is weighed as the settings
 * say. It only closes: nodes that opened again because that raised μ cost more than they saved
 * ({@code docs/experiments/README.md}). Confined to one proposal.
 */
final class WorkLeft {

    private final NodeView nodes;
    private final Plan plan;
    private final double[] prices;
    private final double taskWeight;
    private final double logWork;
    private final double alpha;
    private final double curvature;
    private final double phi;
    /** 1 − Σ s^λ_b and 1 − Σ s^μ_b over the gates closed so far. */
    private double lambda = 1;

    private double mu = 1;
    private int heldBack;

    WorkLeft(Situation situation, Plan plan) {
        this.nodes = situation.nodes();
        this.plan = plan;
        this.prices = ObjectiveTerms.closingPrices(situation);
        this.taskWeight = situation.chi() / ObjectiveTerms.loss(situation);
        this.logWork = situation.logWork();
        this.alpha = situation.settings().objective().alpha();
        this.curvature = situation.settings().objective().curvatureWeight();
        this.phi = situation.settings().objective().phi();
    }

    /** Marks in the plan every closing that lowers Q and that the capacity floor allows, worst nodes first. */
    void minimise() {
        for (int b : plan.order()) {
            if (plan.isAboveFloor(b) && closing(b) < 0) {
                close(b);
            }
        }
    }

    /** Returns how many nodes lower Q by closing and stay open for the capacity floor. */
    int heldBack() {
        return heldBack;
    }

    private void close(int b) {
        if (plan.isHeldBack(b)) {
            heldBack++;
        } else {
            plan.close(b);
            lambda -= nodes.shareLambda()[b];
            mu -= nodes.shareMu()[b];
        }
    }

    /** Q after closing gate b, minus Q before. */
    private double closing(int b) {
        double task = taskWeight * prices[b];
        double logLambda = LogKappa.ofLambda(lambda - nodes.shareLambda()[b], phi) - LogKappa.ofLambda(lambda, phi);
        double logMu = LogKappa.ofMu(mu - nodes.shareMu()[b], phi) - LogKappa.ofMu(mu, phi);
        double density = plan.density();
        double logDensity = StrictMath.log(density - plan.share(b)) - StrictMath.log(density);
        return task + logWork * (alpha * (curvature * logLambda - logMu) + logDensity);
    }
}
