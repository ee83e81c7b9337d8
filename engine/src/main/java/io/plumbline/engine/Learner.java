package io.plumbline.engine;

/** A block with tensors of its own, which follow one another in the table of axes. Not thread safe. */
interface Learner extends Block {

    /** Returns the first of its tensors. */
    int firstTensor();

    /** Returns how many tensors it has: all of the same last axis. */
    int tensors();

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

    /** Sums the squares of what went in, example by example. */
    void inputSquares(float[] into);
}
