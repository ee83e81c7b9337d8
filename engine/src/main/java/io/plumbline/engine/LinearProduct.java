package io.plumbline.engine;

/** What maps every pixel or token of all examples linearly. */
interface LinearProduct {

    /**
     * into ← the map of what goes in by weights + keep·into.
     *
     * @param before what goes in, a row an example
     * @param weights [numbers that are mapped, columns]
     * @param into a row a pixel or token
     * @param keep 0 or 1
     */
    void make(Matrix before, Matrix weights, Matrix into, float keep);
}
