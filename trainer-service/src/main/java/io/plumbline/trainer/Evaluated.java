package io.plumbline.trainer;

import io.plumbline.engine.Score;
import java.util.Optional;

/**
 * Loss and error of a network on the training and the test part.
 *
 * @param step number of updates made before
 * @param maskVersion in force
 * @param training on the whole training part
 * @param test on the whole test part
 * @param averaged the same of the averaged weights, where an average is kept; targets are crossed without it
 * @param trainingSeconds wall-clock spent in steps so far, evaluations left out
 */
public record Evaluated(
        long step, long maskVersion, Score training, Score test, Optional<Averaged> averaged, double trainingSeconds) {

    /**
     * Loss and error of averaged weights.
     *
     * @param training on the whole training part
     * @param test on the whole test part
     */
    public record Averaged(Score training, Score test) {}
}
