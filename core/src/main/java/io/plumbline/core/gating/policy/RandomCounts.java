package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;

/**
 * A random mask with the counts of another run: at the same decision steps as many nodes of every layer are open as in
 * that run, chosen by the order of {@link RandomRank}. A control that shares with a run when and where it closes, but
 * not what: the remaining difference between the two is the value of the choice of nodes.
 *
 * <p>Follows the newest {@link OpenCounts} up to its step, and nothing before the first. Where the counts rise, those
 * that closed last return. What its budget, its probes or a roll-back prevent at one step is done at a later one. Where
 * counts are given, t_1 does not end re-opening: the other run may have been rolled back after it.
 */
final class RandomCounts implements Policy {

    private final Rank rank = new RandomRank();

    @Override
    public String name() {
        return "random-counts";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean followsCounts() {
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
        double[] scores = rank.scores(situation);
        Plan plan = Plan.of(situation, scores);
        int[] surplus = surplus(situation);
        Layers layers = situation.layers();
        for (int b : plan.order()) {
            if (surplus[layers.layerOf(b)] > 0 && plan.mayClose(b)) {
                plan.close(b);
                surplus[layers.layerOf(b)]--;
            }
        }
        for (int i = scores.length - 1; i >= 0; i--) {
            int b = plan.order()[i];
            if (surplus[layers.layerOf(b)] < 0 && plan.mayOpen(b)) {
                plan.open(b);
                surplus[layers.layerOf(b)]++;
            }
        }
        return new Proposal(plan.gates(), scores, Memory.NONE);
    }

    /** Returns how many open nodes of every layer are too many, below 0 too few. */
    private static int[] surplus(Situation situation) {
        Layers layers = situation.layers();
        int[] surplus = new int[layers.size()];
        for (OpenCounts counts : situation.settings().counts()) {
            for (int l = 0; counts.step() <= situation.step() && l < surplus.length; l++) {
                surplus[l] = situation.mask().openCount(layers.start(l), layers.end(l))
                        - counts.open().get(l);
            }
        }
        return surplus;
    }
}
