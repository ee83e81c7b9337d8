package io.plumbline.core.gating;

import io.plumbline.core.gating.policy.Brake;
import io.plumbline.core.gating.policy.Floor;
import io.plumbline.core.gating.policy.Proposal;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Density;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns gate values into a change: closes below θ_close, opens above θ_open, most extreme gates first, as many as the
 * budget allows, never below a layer's floor or the capacity floor: a policy that kept to it may have counted on openings
 * that the budget does not allow. Nodes at rest stay as they are. After t_1, where no counts are followed, nothing opens,
 * and what closes only follows the schedule to its end: not below ρ_end.
 *
 * <p>Order: by how near the gate is to 0 (closing) or 1 (opening), then by rank among the nodes that could change the same
 * way, then closings first. Rank: by gate, then by score, then by lower index.
 */
final class ChangeSelection {

    /** Slack of density comparisons: sums of cost shares are off by rounding. */
    private static final double ROUNDING = 1e-9;

    private final Situation situation;
    private final Proposal proposal;
    private final int budget;
    /** Nodes of each layer that may still close. */
    private final int[] spare;

    private final Brake brake;
    private final Density costs;
    /** Open nodes of each layer, with what was chosen. */
    private final double[] counts;

    /** Density that does not close any more. */
    private final double least;

    private int heldBack;

    private final List<Candidate> chosen = new ArrayList<>();

    /** A node whose gate is beyond a threshold. */
    record Candidate(int node, boolean closes, int rank) {}

    private ChangeSelection(Situation situation, Proposal proposal) {
        this.situation = situation;
        this.proposal = proposal;
        this.budget = budget(situation);
        this.spare = Floor.spare(situation);
        this.brake = Brake.of(situation);
        this.costs = Density.of(situation.architecture());
        this.counts = situation.openCounts();
        this.least = isLate() ? finalDensity() : 0;
    }

    /**
     * What changes.
     *
     * @param candidates in the order in which they were chosen; empty where nothing changes
     * @param heldBack how many nodes stay open for the capacity floor, those that the policy held back included
     */
    record Selection(List<Candidate> candidates, int heldBack) {}

    /** Returns what changes. */
    static Selection choose(Situation situation, Proposal proposal) {
        ChangeSelection selection = new ChangeSelection(situation, proposal);
        selection.merge(selection.closings(), selection.openings());
        return new Selection(selection.chosen, proposal.heldBack() + selection.heldBack);
    }

    /**
     * Returns δ of the open nodes, rounded down, but at least one node: otherwise small networks could never change.
     */
    static int budget(Situation situation) {
        return Math.max(1, (int) (situation.budget() * situation.mask().openCount()));
    }

    private List<Candidate> closings() {
        Comparator<Integer> lowest = Comparator.<Integer>comparingDouble(b -> proposal.gates()[b])
                .thenComparingDouble(b -> proposal.scores()[b])
                .thenComparing(Comparator.naturalOrder());
        return ranked(true, lowest, situation.settings().limits().thetaClose());
    }

    private List<Candidate> openings() {
        Comparator<Integer> highest = Comparator.<Integer>comparingDouble(b -> -proposal.gates()[b])
                .thenComparingDouble(b -> -proposal.scores()[b])
                .thenComparing(Comparator.naturalOrder());
        return isLate()
                ? List.of()
                : ranked(false, highest, situation.settings().limits().thetaOpen());
    }

    private boolean isLate() {
        return situation.settings().reopeningEnded(situation.step());
    }

    private double finalDensity() {
        return situation.settings().schedule().selfTuned()
                ? 0
                : situation.settings().schedule().finalDensity();
    }

    private List<Candidate> ranked(boolean closes, Comparator<Integer> order, double threshold) {
        Mask mask = situation.mask();
        double[] gates = proposal.gates();
        List<Integer> nodes = IntStream.range(0, gates.length)
                .filter(b -> mask.isOpen(b) == closes && !situation.nodes().resting()[b])
                .filter(b -> closes ? gates[b] < threshold : gates[b] > threshold)
                .boxed()
                .sorted(order)
                .toList();
        List<Candidate> ranked = new ArrayList<>(nodes.size());
        for (int node : nodes) {
            ranked.add(new Candidate(node, closes, ranked.size() + 1));
        }
        return ranked;
    }

    private void merge(List<Candidate> closings, List<Candidate> openings) {
        int c = 0;
        int o = 0;
        while (chosen.size() < budget && (c < closings.size() || o < openings.size())) {
            boolean closeNext =
                    o == openings.size() || (c < closings.size() && compare(closings.get(c), openings.get(o)) <= 0);
            take(closeNext ? closings.get(c++) : openings.get(o++));
        }
    }

    private int compare(Candidate closing, Candidate opening) {
        int nearer = Double.compare(proposal.gates()[closing.node()], 1 - proposal.gates()[opening.node()]);
        return nearer != 0 ? nearer : Integer.compare(closing.rank(), opening.rank());
    }

    private void take(Candidate candidate) {
        int layer = situation.layers().layerOf(candidate.node());
        if (candidate.closes() && !mayClose(candidate.node(), layer)) {
            return;
        }
        int sign = candidate.closes() ? -1 : 1;
        spare[layer] += sign;
        counts[layer] += sign;
        chosen.add(candidate);
    }

    private boolean mayClose(int node, int layer) {
        boolean schedule = costs.of(counts) - costs.share(layer, counts) >= least - ROUNDING;
        if (spare[layer] <= 0 || !schedule) {
            return false;
        }
        boolean held = !brake.allows(layer, counts) && !situation.nodes().isDead(node);
        heldBack += held ? 1 : 0;
        return !held;
    }
}
