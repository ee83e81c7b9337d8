package io.plumbline.trainer.publish;

/**
 * Which run speaks.
 *
 * @param run id
 * @param attempt from 1
 */
public record RunKey(String run, int attempt) {}
