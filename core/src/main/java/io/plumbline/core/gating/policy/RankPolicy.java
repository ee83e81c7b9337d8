package io.plumbline.core.gating.policy;

/** A policy that closes nodes in the order of a rank, as many as the schedule ρ(t) asks for. */
final class RankPolicy implements Policy {

    private final String name;
    private final Rank rank;

    RankPolicy(String name, Rank rank) {
        this.name = name;
        this.rank = rank;
    }

    @Override
    public String name() {
        return name;
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
        if (rank.freesDeadNodes()) {
            plan.closeDeadNodes();
        }
        plan.followSchedule();
        return new Proposal(plan.gates(), scores, Memory.NONE);
    }
}
