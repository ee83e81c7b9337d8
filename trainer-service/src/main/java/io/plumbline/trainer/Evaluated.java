package io.plumbline.trainer;

import io.plumbline.engine.Score;

/**
 * Loss and error of a network on the training and the test part.
 *
 * @param step number of updates made before
 * @param maskVersion in force
 * @param training on the whole training part
 * @param test on the whole test part
 * @param trainingSeconds wall-clock spent in steps so far, evaluations left out
 */
public record Evaluated(long step, long maskVersion, Score training, Score test, double trainingSeconds) {}
