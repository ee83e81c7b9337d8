package io.plumbline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All gates of one stream: a channel has one gate, which stands before every reader. Not thread safe. */
final class GateGroup implements Gated {

    private final int layer;
    private final List<Gate> gates = new ArrayList<>();
    private final float[] products;
    private final float[] scratch;
    private final float[] ofNodes;

    /**
     * Prepares.
     *
     * @param layer among the gated ones
     * @param nodes of the layer
     * @param numbers of an example
     */
    GateGroup(int layer, int nodes, int numbers) {
        this.layer = layer;
        products = new float[numbers];
        scratch = new float[numbers];
        ofNodes = new float[nodes];
    }

    void add(Gate gate) {
        gates.add(gate);
    }

    @Override
    public int layer() {
        return layer;
    }

    @Override
    public int examples() {
        return gates.get(0).examples();
    }

    @Override
    public void addProducts(int i, float[] sum, float[] squares) {
        productsOf(i);
        FloatVectors.add(ofNodes, sum);
        FloatVectors.addSquares(ofNodes, squares);
    }

    @Override
    public void addProductSquares(int i, float[] squares) {
        productsOf(i);
        FloatVectors.addSquares(ofNodes, squares);
    }

    private void productsOf(int i) {
        Arrays.fill(products, 0);
        for (int g = 0; g < gates.size(); g++) {
            gates.get(g).addProducts(i, products);
        }
        FloatVectors.fold(products, scratch, ofNodes);
    }
}
