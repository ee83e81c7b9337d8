package io.plumbline.engine;

/** What stands for the size of a node in the statistics of a step, where policies rank by it. */
public enum Magnitude {
    /** Σ w² over all that the node owns. */
    L2,
    /** Σ |w| over the weights that make it, without biases and normalisations: of a channel its filters (Li et al. 2017, section 3.1). */
    L1,
    /** |scale| of its batch normalisation, summed over all that make it (Liu et al. 2017, "network slimming", section 3). */
    NORM_SCALE,
    /**
     * ‖o‖ of what its gate multiplies, the mean over all tokens or pixels of the batch: of an expert with its share, and 0 for tokens that go
     * elsewhere; of a stream summed over all that read it. Closed nodes have what they would make.
     */
    USAGE,
    /** |∂ℓ_i/∂m_b|, the mean over the examples of the batch (Michel, Levy, Neubig 2019, equation 2). */
    SENSITIVITY,
    /** The part of the tokens that go to it: of every node but an expert all of them, 1. */
    LOAD;

    /** Returns whether it is measured on the way back of a step, not on the weights behind it. */
    boolean isOfExamples() {
        return this == USAGE || this == SENSITIVITY || this == LOAD;
    }
}
