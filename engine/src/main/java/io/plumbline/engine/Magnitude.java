package io.plumbline.engine;

/** What stands for the size of a node in the statistics of a step, where policies rank by it. */
public enum Magnitude {
    /** Σ w² over all that the node owns. */
    L2,
    /** Σ |w| over the weights that make it, without biases and normalisations: of a channel its filters (Li et al. 2017, section 3.1). */
    L1,
    /** |scale| of its batch normalisation, summed over all that make it (Liu et al. 2017, "network slimming", section 3). */
    NORM_SCALE
}
