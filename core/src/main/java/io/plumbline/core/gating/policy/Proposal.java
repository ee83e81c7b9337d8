package io.plumbline.core.gating.policy;

/**
 * What a policy wants the gates to be.
 *
 * @param gates gate value of every node, shape [N], 0 (closed) to 1 (open); owned by the proposal, do not change
 * @param scores what it ranked by, shape [N], lower closes first; owned by the proposal, do not change
 * @param memory to be given to the next call
 * @param heldBack how many nodes lower Q by closing and stay open for the capacity floor
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one decision, is never compared
public record Proposal(double[] gates, double[] scores, Memory memory, int heldBack) {

    /** Checks the components. */
    public Proposal {
        if (gates.length != scores.length) {
            throw new IllegalArgumentException("gates of " + gates.length + " nodes, scores of " + scores.length);
        }
    }

    /** Makes a proposal that no capacity floor limits. */
    public Proposal(double[] gates, double[] scores, Memory memory) {
        this(gates, scores, memory, 0);
    }

    /**
     * Returns what a gate that finds the density itself wants, walking this order: it closes a node where that lowers
     * Q, counted exactly together with earlier marks, and the capacity floor allows it.
     *
     * @param plan with nothing marked but dead nodes
     */
    static Proposal selfTuned(Situation situation, Plan plan, double[] scores, Memory memory) {
        WorkLeft work = new WorkLeft(situation, plan);
        work.minimise();
        return new Proposal(plan.gates(), scores, memory, work.heldBack());
    }
}
