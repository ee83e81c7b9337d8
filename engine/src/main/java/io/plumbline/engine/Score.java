package io.plumbline.engine;

/**
 * How well a network does on some examples.
 *
 * @param loss mean cross-entropy, nats
 * @param error share of examples whose highest logit is not their class, 0 to 1
 */
public record Score(double loss, double error) {}
