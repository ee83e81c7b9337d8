package io.plumbline.core.gating.policy;

import io.plumbline.core.settings.GateSettings;

/**
 * A policy that closes nodes in the order of a rank: as many as the schedule ρ(t) asks for, or, self-tuned, those that lower
 * Q, as far as the capacity floor allows. Whom to close is the rank's, how much is not.
 */
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
    public boolean findsDensity() {
        return true;
    }

    @Override
    public String version() {
        return "2";
    }

    /** Self-tuned, every rank walks its order along Q. */
    @Override
    public ProbeNeed needs(GateSettings settings) {
        ProbeNeed ofRank = rank.needs(settings);
        ProbeNeed ofQ = settings.schedule().selfTuned() ? ObjectiveTerms.needs(settings) : ProbeNeed.NOTHING;
        return ofQ.compareTo(ofRank) > 0 ? ofQ : ofRank;
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
        if (situation.settings().schedule().selfTuned()) {
            return Proposal.selfTuned(situation, plan, scores, Memory.NONE);
        }
        plan.followSchedule();
        return new Proposal(plan.gates(), scores, Memory.NONE);
    }
}
