package io.plumbline.engine;

/** A block that is another one at every step. */
interface Drawn {

    /** Draws for a step, from 1. */
    void draw(long step);
}
