package io.plumbline.engine;

/** ∂L/∂m of the nodes of one example: at every number of it, summed over those of a node. Not thread safe. */
final class NodeProducts {

    private final float[] products;
    private final float[] scratch;
    private final float[] ofNodes;

    /**
     * Prepares.
     *
     * @param numbers of an example, a multiple of the nodes
     */
    NodeProducts(int nodes, int numbers) {
        products = new float[numbers];
        scratch = new float[numbers];
        ofNodes = new float[nodes];
    }

    /** Returns what stands at every number of an example: the array itself, to be filled before it is added. */
    float[] products() {
        return products;
    }

    /** Adds what was filled in to one sum, and its square to another, node by node. */
    void add(float[] sum, float[] squares) {
        FloatVectors.fold(products, scratch, ofNodes);
        FloatVectors.add(ofNodes, sum);
        FloatVectors.addSquares(ofNodes, squares);
    }

    /** Adds its square, node by node. */
    void addSquares(float[] squares) {
        FloatVectors.fold(products, scratch, ofNodes);
        FloatVectors.addSquares(ofNodes, squares);
    }
}
