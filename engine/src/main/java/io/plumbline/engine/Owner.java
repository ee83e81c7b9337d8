package io.plumbline.engine;

/**
 * Whose the columns of a learner are: those of the nodes of a gated layer, block by block, again and again.
 *
 * @param layer its place among the gated ones
 * @param block columns of a node that stand side by side: 1 of a unit or channel, as many as it is wide of a head
 */
record Owner(int layer, int block) {

    /** Returns the owner of a column each. */
    static Owner of(int layer) {
        return new Owner(layer, 1);
    }

    /** Returns the gates of all nodes' columns, once. */
    float[] spread(float[] gates) {
        return FloatVectors.spread(gates, block);
    }

    /** Returns the node of a column. */
    int node(int column, int nodes) {
        return column / block % nodes;
    }
}
