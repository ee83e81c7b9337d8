package io.plumbline.core.gating.policy;

/**
 * Minimises Q greedily, node by node in the order of {@link QRank}. With a schedule it closes down to ρ(t). Self-tuned
 * it closes a node as long as that lowers Q, counted exactly together with earlier marks, and opens one if that lowers
 * Q even at twice its share of the cost (against oscillation): then the density is found, not given.
 */
final class GreedyQ implements Policy {

    private final Rank rank = new QRank();

    @Override
    public String name() {
        return "greedy-q";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Memory initial(long seed) {
        return Memory.NONE;
    }

    @Override
    public Proposal propose(Situation situation, Memory memory) {
        double[] scores = rank.scores(situation);
        Plan plan = Plan.of(situation, scores);
        plan.closeDeadNodes();
        if (situation.settings().schedule().selfTuned()) {
            new WorkLeft(situation, plan).minimise();
        } else {
            plan.followSchedule();
        }
        return new Proposal(plan.gates(), scores, Memory.NONE);
    }
}
