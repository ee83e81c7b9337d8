package io.plumbline.engine;

import java.util.Arrays;

/** What a network computes, in double precision and by its definition: what its engine is held against. */
public interface EngineDefinition {

    /**
     * Returns the logits of one example.
     *
     * @param weights all numbers of {@link Engine#weights()}, in their order
     * @param gates one number a node, any real number
     * @param batch of which the features count
     * @param example its place in the batch, from 0
     */
    double[] logits(double[] weights, double[] gates, Batch batch, int example);

    /**
     * Returns the logits of all examples of a batch, each under gates of its own.
     *
     * @param gates of every example, one number a node
     */
    default double[][] logits(double[] weights, double[][] gates, Batch batch) {
        double[][] logits = new double[batch.examples()][];
        Arrays.setAll(logits, i -> logits(weights, gates[i], batch, i));
        return logits;
    }

    /**
     * Returns the logits of one example, normalised with what another pass was.
     *
     * @param gatesThen gates of the pass that says it
     * @param batchThen batch of that
     */
    default double[] logits(
            double[] weights, double[] gates, Batch batch, int example, double[] gatesThen, Batch batchThen) {
        return logits(weights, gates, batch, example);
    }

    /** Returns the places, among all numbers of {@link Engine#weights()}, of what a node owns. */
    int[] owned(int node);

    /** Returns the places of what reads a node's output: its outgoing weights. */
    int[] outgoing(int node);

    /** Returns the places of what only goes with a node when it is removed. */
    default int[] following(int node) {
        return new int[0];
    }
}
