package io.plumbline.core.gating.policy;

/**
 * What a policy wants the gates to be.
 *
 * @param gates gate value of every node, shape [N], 0 (closed) to 1 (open); owned by the proposal, do not change
 * @param scores what it ranked by, shape [N], lower closes first; owned by the proposal, do not change
 * @param memory to be given to the next call
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one decision, is never compared
public record Proposal(double[] gates, double[] scores, Memory memory) {

    /** Checks the components. */
    public Proposal {
        if (gates.length != scores.length) {
            throw new IllegalArgumentException("gates of " + gates.length + " nodes, scores of " + scores.length);
        }
    }
}
