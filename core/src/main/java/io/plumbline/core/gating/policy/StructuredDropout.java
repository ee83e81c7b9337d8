package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Layers;
import io.plumbline.core.random.Draws;
import io.plumbline.core.settings.GateSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Dynamic random masks: nodes rest and return. A control for the value of a fixed choice of nodes: as many nodes are
 * closed as by any other policy, none of them permanently, none chosen by measurements.
 *
 * <p>Every decision draws an order of all nodes from run seed and step. Nodes close in that order down to ρ(t), out of
 * all layers alike; and every layer exchanges nodes towards its fresh set, those that come last in the order, as many
 * as are then open: one that is not in it rests, one that is returns, so that neither the layer's open nodes nor the
 * density change. At most δ of the open nodes rest or return per decision, closings and exchanges in proportion to the
 * wanted numbers, but at least half of them closings: with a small δ that is a slow rotation, somewhat behind the
 * schedule; with δ = 1 a new mask at every decision. Nodes return until t_1; then only the schedule is followed to its
 * end, and the last mask stays. Nodes at rest after a roll-back stay closed or open, dead nodes do not return.
 */
final class StructuredDropout implements Policy {

    @Override
    public String name() {
        return "structured-dropout";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public ProbeNeed needs(GateSettings settings) {
        return ProbeNeed.NOTHING;
    }

    @Override
    public Memory initial(long seed) {
        return Memory.NONE;
    }

    @Override
    public Proposal propose(Situation situation, Memory memory) {
        double[] scores = draw(situation);
        Plan plan = Plan.of(situation, scores);
        List<Integer> closings = new ArrayList<>();
        plan.closeDownTo(situation.targetDensity(), closings::add);
        List<Exchange> exchanges = exchange(situation, plan);
        return new Proposal(moves(situation, closings, exchanges).gates(), scores, Memory.NONE);
    }

    /** A node that returns and one of the same layer that rests instead. */
    private record Exchange(int returning, int resting) {}

    /**
     * Mixes both evenly, or two closings to an exchange where those are fewer. Within a pair the returning node comes
     * first: if the list is cut between them, the density is not below ρ(t).
     */
    private static Moves moves(Situation situation, List<Integer> closings, List<Exchange> exchanges) {
        Moves moves = new Moves(situation);
        long closingsPerAll = Math.max(closings.size(), 2L * exchanges.size());
        int c = 0;
        int e = 0;
        while (c < closings.size() || e < exchanges.size()) {
            if (c < closings.size() && (long) c * exchanges.size() <= e * closingsPerAll) {
                moves.add(closings.get(c++));
            } else {
                moves.add(exchanges.get(e).returning());
                moves.add(exchanges.get(e++).resting());
            }
        }
        return moves;
    }

    private static double[] draw(Situation situation) {
        Draws draws = Draws.of(situation.seed(), situation.step());
        double[] scores = new double[situation.nodes().size()];
        for (int b = 0; b < scores.length; b++) {
            scores[b] = draws.nextDouble();
        }
        return scores;
    }

    /** Marks pairs of the same layer, best returning node and worst resting node first. */
    private static List<Exchange> exchange(Situation situation, Plan plan) {
        List<Exchange> exchanges = new ArrayList<>();
        int[] order = plan.order();
        boolean[] fresh = fresh(situation.layers(), plan);
        int[] next = new int[situation.layers().size()];
        for (int i = order.length - 1; i >= 0; i--) {
            int returning = order[i];
            if (!fresh[returning] || !plan.mayOpen(returning)) {
                continue;
            }
            int layer = situation.layers().layerOf(returning);
            while (next[layer] < order.length && !mayRest(order[next[layer]], layer, situation.layers(), fresh, plan)) {
                next[layer]++;
            }
            if (next[layer] < order.length) {
                int resting = order[next[layer]];
                plan.open(returning);
                plan.close(resting);
                exchanges.add(new Exchange(returning, resting));
            }
        }
        return exchanges;
    }

    private static boolean mayRest(int b, int layer, Layers layers, boolean[] fresh, Plan plan) {
        return !fresh[b] && layers.layerOf(b) == layer && plan.mayRest(b);
    }

    /** Returns the fresh set: of every layer the last in the order, as many as are open. */
    private static boolean[] fresh(Layers layers, Plan plan) {
        int[] order = plan.order();
        int[] left = new int[layers.size()];
        for (int b = 0; b < order.length; b++) {
            left[layers.layerOf(b)] += plan.isOpen(b) ? 1 : 0;
        }
        boolean[] fresh = new boolean[order.length];
        for (int i = order.length - 1; i >= 0; i--) {
            fresh[order[i]] = left[layers.layerOf(order[i])]-- > 0;
        }
        return fresh;
    }
}
