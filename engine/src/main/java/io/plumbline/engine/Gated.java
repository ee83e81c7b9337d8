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
}
