package io.plumbline.engine;

/** An affine learner's part of a product with the tangent kernel. Not thread safe. */
interface AffineTangent extends AutoCloseable {

    /** Takes what went forward as that of all products until the next call. */
    default void begin() {}

    /** Makes the change behind it from that before. What closed nodes own has no part: what was passed on leaves it out. */
    void make();

    @Override
    default void close() {}
}
