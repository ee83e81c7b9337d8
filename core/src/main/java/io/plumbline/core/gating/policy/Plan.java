package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Density;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import java.util.function.IntConsumer;

/**
 * Turns scores into gate values with as little churn as possible: starts from the mask in force and marks what to close and
 * what to open. Resting nodes stay as they are, and no layer goes below its floor. Confined to one proposal.
 *
 * <p>Gate values: 1 for nodes that stay open, 0 for nodes that stay closed; from 0 up to below ½θ_close for nodes that
 * close and from 1 down to above θ_open + ½(1 − θ_open) for nodes that open, in the order of marking.
 */
final class Plan {

    /** A closed node opens only if it ranks within this part of the scheduled density, counted from the best. */
    private static final double CLEARLY_INSIDE = 0.5;
    /** Slack of density comparisons: sums of cost shares are off by rounding. */
    private static final double ROUNDING = 1e-9;

    private final Situation situation;
    /** Nodes, worst first. */
    private final int[] order;

    private final double[] costShares;
    private final Density costs;
    private final Brake brake;
    private final boolean[] open;
    /** Open nodes of each layer. */
    private final double[] counts;
    /** Nodes of each layer that may still close. */
    private final int[] spare;

    private final int[] closing;
    private final int[] opening;
    private int closings;
    private int openings;

    private Plan(Situation situation, double[] scores) {
        this.situation = situation;
        this.order = Order.ascending(scores);
        this.costShares = ObjectiveTerms.costShares(situation.layers());
        this.costs = Density.of(situation.architecture());
        this.brake = Brake.of(situation);
        this.open = new boolean[order.length];
        this.counts = situation.openCounts();
        this.spare = Floor.spare(situation);
        this.closing = new int[order.length];
        this.opening = new int[order.length];
    }

    /** Returns the plan that changes nothing yet. */
    static Plan of(Situation situation, double[] scores) {
        Plan plan = new Plan(situation, scores);
        Mask mask = situation.mask();
        for (int b = 0; b < plan.open.length; b++) {
            plan.open[b] = mask.isOpen(b);
        }
        return plan;
    }

    /** Returns the nodes, worst first; do not change. */
    int[] order() {
        return order;
    }

    /** Returns the density after what is marked. */
    double density() {
        return costs.of(counts);
    }

    /** Returns what the density falls by if node {@code b} closes after what is marked. */
    double share(int b) {
        return costs.share(layerOf(b), counts);
    }

    private int layerOf(int b) {
        return situation.layers().layerOf(b);
    }

    /** Returns whether node {@code b} is open after what is marked. */
    boolean isOpen(int b) {
        return open[b];
    }

    /** Returns whether node {@code b} is open in the mask in force and may be marked to close. */
    boolean mayClose(int b) {
        return isAboveFloor(b) && !isHeldBack(b);
    }

    /** Returns whether node {@code b} may be marked to close as far as rest and floors of layers go. */
    boolean isAboveFloor(int b) {
        return mayRest(b) && spare[layerOf(b)] > 0;
    }

    /** Returns whether the capacity floor alone keeps node {@code b} open; dead nodes carry nothing. */
    boolean isHeldBack(int b) {
        return !brake.allows(layerOf(b), counts) && !situation.nodes().isDead(b);
    }

    /** Returns whether node {@code b} may be marked to close if another node of its layer opens instead. */
    boolean mayRest(int b) {
        return open[b] && situation.mask().isOpen(b) && !situation.nodes().resting()[b];
    }

    /** Returns whether node {@code b} is closed in the mask in force and may be marked to open. */
    boolean mayOpen(int b) {
        return !open[b]
                && !situation.mask().isOpen(b)
                && !situation.nodes().resting()[b]
                && !situation.settings().reopeningEnded(situation.step())
                && !situation.nodes().isDead(b);
    }

    /** Marks node {@code b} to close; it must be allowed to. */
    void close(int b) {
        open[b] = false;
        spare[layerOf(b)]--;
        counts[layerOf(b)]--;
        closing[closings++] = b;
    }

    /** Marks node {@code b} to open; it must be allowed to. */
    void open(int b) {
        open[b] = true;
        spare[layerOf(b)]++;
        counts[layerOf(b)]++;
        opening[openings++] = b;
    }

    /** Marks dead nodes to close, lower index first: they cost work and do nothing. */
    void closeDeadNodes() {
        for (int b = 0; b < open.length; b++) {
            if (situation.nodes().isDead(b) && mayClose(b)) {
                close(b);
            }
        }
    }

    /** Marks nodes that rank clearly inside ρ(t) to open, then the worst to close, down to ρ(t) and not below. */
    void followSchedule() {
        double target = situation.targetDensity();
        double better = 0;
        for (int i = order.length - 1; i >= 0 && better < CLEARLY_INSIDE * target; i--) {
            better += costShares[order[i]];
            if (mayOpen(order[i])) {
                open(order[i]);
            }
        }
        closeDownTo(target, b -> {});
    }

    /** Marks the worst to close, down to a density and not below, and returns them in that order. */
    void closeDownTo(double target, IntConsumer closed) {
        for (int i = 0; i < order.length && density() > target; i++) {
            int b = order[i];
            if (mayClose(b) && density() - share(b) >= target - ROUNDING) {
                close(b);
                closed.accept(b);
            }
        }
    }

    /** Returns the gate values, shape [N]. */
    double[] gates() {
        GateSettings settings = situation.settings();
        double[] gates = new double[open.length];
        for (int b = 0; b < gates.length; b++) {
            gates[b] = open[b] ? 1 : 0;
        }
        for (int i = 0; i < closings; i++) {
            gates[closing[i]] = 0.5 * settings.limits().thetaClose() * i / closings;
        }
        for (int i = 0; i < openings; i++) {
            gates[opening[i]] = 1 - 0.5 * (1 - settings.limits().thetaOpen()) * i / openings;
        }
        return gates;
    }
}
