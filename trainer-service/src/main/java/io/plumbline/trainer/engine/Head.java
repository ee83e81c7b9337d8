package io.plumbline.trainer.engine;

/** What a graph derives: the scalar on top of its logits. */
enum Head {
    /** Mean cross-entropy against one-hot labels: training. */
    CROSS_ENTROPY,
    /** Σ logits·cotangent: the vector-Jacobian product. */
    COTANGENT
}
