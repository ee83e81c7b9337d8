package io.plumbline.engine;

/** What a pass is made for: how much memory its blocks keep. */
enum Use {
    /** Forward alone. */
    EVALUATION,
    /** Forward and back, as the network is. */
    STEP,
    /** Forward and back, every node open to its own signal, and products with the tangent kernel. */
    PROBE;

    /** Returns whether derivatives come back. */
    boolean comesBack() {
        return this != EVALUATION;
    }
}
