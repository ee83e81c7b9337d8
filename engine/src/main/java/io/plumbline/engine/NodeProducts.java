package io.plumbline.engine;

/** ∂L/∂m of the nodes of one example: at every number of it, summed over those of a node. Not thread safe. */
final class NodeProducts {

    private final float[] products;
    private final float[] scratch;
    private final float[] ofNodes;
    /** Of every number of a node's block; the nodes' themselves where a node has one. */
    private final float[] ofBlocks;

    /**
     * Prepares.
     *
     * @param block numbers of a node that stand side by side, at least 1
     * @param numbers of an example, a multiple of those of all nodes
     */
    NodeProducts(int nodes, int block, int numbers) {
        products = new float[numbers];
        scratch = new float[numbers];
        ofNodes = new float[nodes];
        ofBlocks = block == 1 ? ofNodes : new float[nodes * block];
    }

    /** Returns what stands at every number of an example: the array itself, to be filled before it is added. */
    float[] products() {
        return products;
    }

    /** Adds what was filled in to one sum, and its square to another, node by node. */
    void add(float[] sum, float[] squares) {
        sumUp();
        FloatVectors.add(ofNodes, sum);
        FloatVectors.addSquares(ofNodes, squares);
    }

    /** Adds its square, node by node. */
    void addSquares(float[] squares) {
        sumUp();
        FloatVectors.addSquares(ofNodes, squares);
    }

    private void sumUp() {
        FloatVectors.fold(products, scratch, ofBlocks);
        int block = ofBlocks.length / ofNodes.length;
        for (int b = 0; block > 1 && b < ofNodes.length; b++) {
            ofNodes[b] = FloatVectors.sumOf(ofBlocks, b * block, block);
        }
    }
}
