package io.plumbline.engine;

import java.util.Optional;

/** A block with tensors of its own, which follow one another in the table of axes. Not thread safe. */
interface Learner extends Block {

    /** Returns the first of its tensors. */
    int firstTensor();

    /** Returns how many tensors it has: all of the same last axis. */
    int tensors();

    /** Returns the length of their last axis. */
    int columns();

    /** Returns whose its columns are; empty: no node's. */
    Optional<Owner> owner();

    /** Returns the gated layer whose nodes own its rows; −1: none does. */
    default int layerOfRows() {
        return -1;
    }

    /** Returns the node of that layer that owns a row. */
    default int ownerOfRow(int tensor, int row) {
        throw new IllegalStateException("no node owns rows");
    }

    /** Forms the gradient of what was pulled back last. */
    void formGradient();

    /** Forms the gradient of what was observed last, from numbers before their gates. */
    void formObserved();

    /**
     * Copies a row of the gradient that was formed last.
     *
     * @param tensor of the network
     * @param into as long as the tensor's last axis
     */
    void gradient(int tensor, int row, float[] into);

    /**
     * Returns whether ‖g_i‖² of example i is ‖δ_i‖²·(‖x_i‖² + 1), x_i what went in: then it says x_i, and {@link
     * Block.Listener#learned} hears δ_i. Where an example has many rows there is no such product.
     */
    boolean squaresExamples();

    /** Sums the squares of what went in, example by example, where {@link #squaresExamples}. */
    default void inputSquares(float[] into) {}
}
