package io.plumbline.engine;

/**
 * A part of a network at work on a fixed number of examples: from the place before it to the place behind it, and back. What its
 * nodes own and read, what closing them zeroes and a pruning takes out, is no matter of blocks: the {@link
 * io.plumbline.core.model.Architecture table of axes} says so. Not thread safe.
 */
interface Block extends AutoCloseable {

    /** Hears what comes back in a training step. */
    interface Listener {
        Listener NONE = new Listener() {};

        /** δ of example {@code i} is complete: the derivative by what a learner made. */
        default void learned(int learner, int i, float[] delta) {}

        /** Derivatives of example {@code i} by the outputs of a gated layer are complete. */
        default void gated(Gated layer, int i) {}
    }

    /**
     * Takes gates.
     *
     * @param gates a row per layer, 1 open, 0 closed: read until others come
     */
    default void gates(float[][] gates) {}

    /** Makes the numbers of the place behind from those of the place before. */
    void forward();

    /**
     * Makes the derivatives at the place before from those behind, as the network was that went forward: nothing comes back
     * through a closed gate, and draws of the dropout count.
     */
    void pullBack(Listener listener);

    /** Makes the same as if every node were open to its own signal, while what is passed on to others meets the gates. */
    void observe();

    /**
     * Makes the same as {@link #observe()} as if no example had a part in what others are normalised with: what comes back to an example
     * is of its own cotangent alone.
     */
    default void observeApart() {
        observe();
    }

    /** Keeps what would lie behind it, were all gates before it open: gradients of what reads it are formed of that. */
    default void keepObserved() {}

    /** Takes what went forward as that of all {@link #tangent()} until the next call. */
    default void beginTangents() {}

    /**
     * Makes the change behind from that before: along Jᵀc, c the cotangent that was observed last, J the derivatives by all that is
     * learned and open.
     */
    void tangent();

    @Override
    default void close() {}
}
