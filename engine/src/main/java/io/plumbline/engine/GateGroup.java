package io.plumbline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All gates of one stream: a channel has one gate, which stands before every reader; heads have one reader. Not thread safe. */
final class GateGroup implements Gated {

    private final int layer;
    private final List<Gate> gates = new ArrayList<>();
    private final NodeProducts products;

    /**
     * Prepares.
     *
     * @param layer among the gated ones
     * @param nodes of the layer
     * @param block numbers of a node that stand side by side
     * @param numbers of an example
     */
    GateGroup(int layer, int nodes, int block, int numbers) {
        this.layer = layer;
        products = new NodeProducts(nodes, block, numbers);
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
        productsOf(i).add(sum, squares);
    }

    @Override
    public void addProductSquares(int i, float[] squares) {
        productsOf(i).addSquares(squares);
    }

    @Override
    public void addNorms(int i, float[] norms) {
        for (int g = 0; g < gates.size(); g++) {
            gates.get(g).addNorms(i, norms);
        }
    }

    private NodeProducts productsOf(int i) {
        float[] into = products.products();
        Arrays.fill(into, 0);
        for (int g = 0; g < gates.size(); g++) {
            gates.get(g).addProducts(i, into);
        }
        return products;
    }
}
