package io.plumbline.engine;

import java.util.List;

/**
 * What an optimizer remembers between updates.
 *
 * @param updates made so far, at least 0; Adam's bias correction counts them
 * @param moments running means, named {@code dense-1.weight.moment-1} and so on; none for plain SGD
 */
public record OptimizerState(long updates, List<NamedArray> moments) {

    /** Checks and copies the components. */
    public OptimizerState {
        if (updates < 0) {
            throw new IllegalArgumentException("updates must be at least 0, was " + updates);
        }
        moments = List.copyOf(moments);
    }
}
