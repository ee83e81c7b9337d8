package io.plumbline.trainer;

import io.plumbline.engine.Score;

/**
 * How a network did on both parts.
 *
 * @param step after so many updates
 * @param maskVersion in force
 * @param training on the whole training part
 * @param test on the whole test part
 * @param trainingSeconds wall-clock spent in steps so far, evaluations left out
 */
public record Evaluated(long step, long maskVersion, Score training, Score test, double trainingSeconds) {}
