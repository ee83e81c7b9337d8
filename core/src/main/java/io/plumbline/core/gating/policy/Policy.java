package io.plumbline.core.gating.policy;

import io.plumbline.core.settings.GateSettings;

/**
 * Says what every gate should be. Pure: the same situation and memory give the same proposal, bit for bit, on every
 * processor and Java version. What becomes of a proposal (hysteresis, budget, floor, roll-back) is not its business.
 */
public interface Policy {

    /** Returns the name in run descriptions and records, for example {@code greedy-kappa}. */
    String name();

    /** Returns the version of its arithmetic; grows whenever the same input would give another proposal. */
    String version();

    /**
     * Returns what it remembers before its first proposal.
     *
     * @param seed seed of the run
     */
    Memory initial(long seed);

    /** Returns whether it ever changes a mask: one that does not is never asked. */
    default boolean changesMasks() {
        return true;
    }

    /** Returns whether it follows {@link GateSettings#counts()}: all others must be given none. */
    default boolean followsCounts() {
        return false;
    }

    /** Returns whether it can find the density itself; others follow a schedule, or counts. */
    default boolean findsDensity() {
        return false;
    }

    /** Returns what it needs of probes under these settings. */
    default ProbeNeed needs(GateSettings settings) {
        return ProbeNeed.EIGENVECTOR;
    }

    /** Returns whether closed nodes are meant to return until t_1, whatever they did: then none is removed before. */
    default boolean rotates() {
        return false;
    }

    /**
     * Returns what every gate should be.
     *
     * @param situation what was measured and decided up to now
     * @param memory what the last proposal left, or {@link #initial}
     */
    Proposal propose(Situation situation, Memory memory);
}
