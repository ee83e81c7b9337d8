package io.plumbline.core.gating;

import io.plumbline.core.model.Layers;
import java.util.List;

/**
 * Everything that a decision depends on beside the statistics. Symbols and reasons: {@code core/README.md}.
 *
 * @param policy name of the policy
 * @param alpha α, weight of Δlog κ, at least 0; self-tuned 1 is the work left, 0 leaves κ out
 * @param omega ω, weight of the density term, at least 0
 * @param phi φ, where log_φ turns linear, in (0, 1)
 * @param epsilon ε·N, guards ratios of shares, above 0
 * @param adamSteps steps of the gating network per decision, at least 1
 * @param adamRate learning rate of the gating network, above 0
 * @param hiddenUnits of the gating network, at least 1
 * @param thetaClose θ_close: closes below, in [0, 1]
 * @param thetaOpen θ_open: opens above, in [θ_close, 1]
 * @param budget δ: share of the open nodes that one decision may change, in (0, 1]
 * @param floorNodes open nodes that a layer keeps at least, at least 1
 * @param floorShare share of its nodes that a layer keeps open at least, in [0, 1]
 * @param warmUp t_0: no change before this step
 * @param lastChange t_1: the schedule ends and closed nodes re-open no more, at least t_0
 * @param finalDensity ρ_end, in (0, 1]
 * @param selfTuned whether the gate finds the density itself, by the work left
 * @param rollbackWindow steps until a change is judged by the smoothed loss, at least 1
 * @param rollbackSmoothing decay per step of the smoothed loss, in [0, 1)
 * @param rollbackTolerance tolerated relative rise of the smoothed loss, at least 0
 * @param rollbackDeviations tolerated rise in standard deviations of the loss, at least 0
 * @param rest decisions that a rolled-back node rests, at least 0
 * @param stepAverage decay per step of averages, in [0, 1)
 * @param probeAverage decay per probe of averages, in [0, 1)
 * @param scope which parameters a share counts
 * @param compactAfter at which decision since it closed a node is removed for good, from 1; 0: never
 * @param compactSaving share of the cost of an example that a compaction saves at least, in [0, 1)
 * @param curvatureWeight w_λ, weight of the part of Δlog κ that is of λ, at least 0; 0: μ alone counts
 * @param counts what the policy {@code random-counts} follows, ascending by step; empty for all others
 */
public record GateSettings(
        String policy,
        double alpha,
        double omega,
        double phi,
        double epsilon,
        int adamSteps,
        double adamRate,
        int hiddenUnits,
        double thetaClose,
        double thetaOpen,
        double budget,
        int floorNodes,
        double floorShare,
        long warmUp,
        long lastChange,
        double finalDensity,
        boolean selfTuned,
        int rollbackWindow,
        double rollbackSmoothing,
        double rollbackTolerance,
        double rollbackDeviations,
        int rest,
        double stepAverage,
        double probeAverage,
        Scope scope,
        int compactAfter,
        double compactSaving,
        double curvatureWeight,
        List<OpenCounts> counts) {

    /** The policy that follows counts. */
    public static final String FOLLOWS_COUNTS = "random-counts";

    /** Checks the components. */
    public GateSettings {
        require(!policy.isBlank(), "policy", policy, "a name");
        require(alpha >= 0, "alpha", alpha, "at least 0");
        require(omega >= 0, "omega", omega, "at least 0");
        require(phi > 0 && phi < 1, "phi", phi, "in (0, 1)");
        require(epsilon > 0, "epsilon", epsilon, "above 0");
        require(adamSteps >= 1, "adam-steps", adamSteps, "at least 1");
        require(adamRate > 0, "adam-rate", adamRate, "above 0");
        require(hiddenUnits >= 1, "hidden-units", hiddenUnits, "at least 1");
        require(thetaClose >= 0 && thetaClose <= 1, "theta-close", thetaClose, "in [0, 1]");
        require(thetaOpen >= thetaClose && thetaOpen <= 1, "theta-open", thetaOpen, "in [theta-close, 1]");
        require(budget > 0 && budget <= 1, "budget", budget, "in (0, 1]");
        require(floorNodes >= 1, "floor-nodes", floorNodes, "at least 1");
        require(floorShare >= 0 && floorShare <= 1, "floor-share", floorShare, "in [0, 1]");
        require(warmUp >= 0, "warm-up", warmUp, "at least 0");
        require(lastChange >= warmUp, "last-change", lastChange, "at least warm-up, " + warmUp);
        require(finalDensity > 0 && finalDensity <= 1, "final-density", finalDensity, "in (0, 1]");
        require(rollbackWindow >= 1, "rollback-window", rollbackWindow, "at least 1");
        require(inUnit(rollbackSmoothing), "rollback-smoothing", rollbackSmoothing, "in [0, 1)");
        require(rollbackTolerance >= 0, "rollback-tolerance", rollbackTolerance, "at least 0");
        require(rollbackDeviations >= 0, "rollback-deviations", rollbackDeviations, "at least 0");
        require(rest >= 0, "rest", rest, "at least 0");
        require(inUnit(stepAverage), "step-average", stepAverage, "in [0, 1)");
        require(inUnit(probeAverage), "probe-average", probeAverage, "in [0, 1)");
        require(compactAfter >= 0, "compact-after", compactAfter, "at least 0");
        require(inUnit(compactSaving), "compact-saving", compactSaving, "in [0, 1)");
        require(curvatureWeight >= 0, "curvature-weight", curvatureWeight, "at least 0");
        counts = List.copyOf(counts);
        OpenCounts.checkOrder(counts);
        if (!counts.isEmpty() && !policy.equals(FOLLOWS_COUNTS)) {
            throw new IllegalArgumentException("gate.counts must be left out for the policy " + policy + ": only "
                    + FOLLOWS_COUNTS + " follows it");
        }
    }

    /**
     * Checks that these settings can be those of a network.
     *
     * @throws IllegalArgumentException if counts are not of its layers, in one sentence
     */
    public void requireFits(Layers layers) {
        counts.forEach(entry -> entry.requireFits(layers, this));
    }

    /** Returns whether the density follows ρ(t). */
    boolean followsSchedule() {
        return !selfTuned && counts.isEmpty();
    }

    /** Returns whether no closed node opens any more at step {@code step}: after t_1, unless counts say when nodes open. */
    public boolean opensNoMore(long step) {
        return step > lastChange && counts.isEmpty();
    }

    private static boolean inUnit(double x) {
        return x >= 0 && x < 1;
    }

    private static void require(boolean holds, String name, Object given, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("gate." + name + " must be " + expected + ", was " + given);
        }
    }

    /** Which parameters a node's share counts. */
    public enum Scope {
        /** Own parameters: open nodes and block 0 sum to 1. */
        OWN,
        /** Own parameters and read-out: the sum is above 1. */
        OWN_AND_OUT
    }

    /**
     * Returns the defaults of a run.
     *
     * @param policy name of the policy
     * @param plannedSteps T, at least 1
     */
    public static GateSettings defaults(String policy, long plannedSteps) {
        long warmUp = Math.max(100, plannedSteps / 20);
        long lastChange = Math.max(warmUp, plannedSteps * 3 / 10);
        return new GateSettings(
                policy,
                1,
                50,
                0.5,
                1e-3,
                10,
                0.01,
                16,
                0.3,
                0.7,
                0.05,
                2,
                0.1,
                warmUp,
                lastChange,
                0.5,
                false,
                20,
                0.9,
                0.1,
                3,
                5,
                0.95,
                0.8,
                Scope.OWN_AND_OUT,
                5,
                0.1,
                1,
                List.of());
    }
}
