package io.plumbline.trainer.publish;

/**
 * The run and the attempt that a record belongs to.
 *
 * @param run id
 * @param attempt from 1
 */
public record RunKey(String run, int attempt) {}
