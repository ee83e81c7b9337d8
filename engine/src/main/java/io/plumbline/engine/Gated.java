package io.plumbline.engine;

/** A gated layer of a pass, as what is measured at its gates sees it. Not thread safe. */
interface Gated {

    /** Returns its place among the gated layers. */
    int layer();

    /** Returns the number of examples. */
    int examples();

    /** Adds ∂L/∂m_i of every node to one sum, and its square to another; m_i the node's gate at example {@code i} alone. */
    void addProducts(int i, float[] sum, float[] squares);

    /** Adds the square of ∂L/∂m_i of every node. */
    void addProductSquares(int i, float[] squares);

    /** Adds ‖o‖ of what every node's gate multiplies at example {@code i}: the mean over its tokens or pixels. */
    void addNorms(int i, float[] norms);

    /** Adds the part of the tokens or pixels of example {@code i} that every node gets: all of them, where none are sent elsewhere. */
    default void addLoad(int i, float[] load) {
        for (int b = 0; b < load.length; b++) {
            load[b]++;
        }
    }
}
