package io.plumbline.engine;

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

    /** Returns the places, among all numbers of {@link Engine#weights()}, of what a node owns. */
    int[] owned(int node);

    /** Returns the places of what reads a node's output: its outgoing weights. */
    int[] outgoing(int node);
}
