package io.plumbline.core.gating.policy;

/** What a policy needs of probes before it can be asked; in ascending order. */
public enum ProbeNeed {
    /** Nothing: statistics of training steps are enough. */
    NOTHING,
    /** Loss, gradient and gate curvature of the probe batch. */
    GRADIENT,
    /** The shares of λ too, which mean something only near the top eigenvector. */
    EIGENVECTOR
}
