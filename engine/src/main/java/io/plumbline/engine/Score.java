package io.plumbline.engine;

/**
 * How well a network does on some examples.
 *
 * @param loss mean cross-entropy, nats: of examples with several predictions the mean of their means
 * @param error share of predictions whose highest logit is not their class, 0 to 1, in the same mean
 */
public record Score(double loss, double error) {}
