package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What stands for the size of every node, {@link Magnitude}: summed up row by row as the update leaves them, or as a step goes back. Not thread safe. */
final class NodeSizes {

    private final Layers layers;
    private final Owner[] owners;
    /** Of every column of what the nodes of a layer own; empty where they own rows. */
    private final float[][] ofColumns;

    private final float[][] ofNodes;
    /** ∂L/∂m of an example, and its square. */
    private final float[][] products;

    private final float[][] squares;

    private Magnitude magnitude = Magnitude.L2;

    NodeSizes(Layers layers, List<Learner> learners) {
        this.layers = layers;
        owners = new Owner[layers.size()];
        ofColumns = new float[layers.size()][0];
        ofNodes = perLayer(layers);
        products = perLayer(layers);
        squares = perLayer(layers);
        learners.forEach(this::takeOwner);
    }

    /** Returns a row per layer, with a number for each of its nodes. */
    static float[][] perLayer(Layers layers) {
        float[][] rows = new float[layers.size()][];
        Arrays.setAll(rows, l -> new float[layers.end(l) - layers.start(l)]);
        return rows;
    }

    /** All that the nodes of a layer own has the same columns. */
    private void takeOwner(Learner learner) {
        learner.owner().ifPresent(owner -> {
            owners[owner.layer()] = owner;
            ofColumns[owner.layer()] = new float[learner.columns()];
        });
    }

    /** As {@link Engine#magnitude}. */
    void magnitude(Magnitude wanted) {
        magnitude = wanted;
    }

    /** Forgets the step before. */
    void begin() {
        for (int l = 0; l < ofNodes.length; l++) {
            Arrays.fill(ofColumns[l], 0);
            Arrays.fill(ofNodes[l], 0);
        }
    }

    /** Adds what a layer does at an example. */
    void gated(Gated layer, int i) {
        float[] into = ofNodes[layer.layer()];
        switch (magnitude) {
            case USAGE -> layer.addNorms(i, into);
            case LOAD -> layer.addLoad(i, into);
            case SENSITIVITY -> addSensitivity(layer, i, into);
            case L2, L1, NORM_SCALE -> {}
        }
    }

    private void addSensitivity(Gated layer, int i, float[] into) {
        float[] product = products[layer.layer()];
        float[] square = squares[layer.layer()];
        Arrays.fill(product, 0);
        Arrays.fill(square, 0);
        layer.addProducts(i, product, square);
        FloatVectors.addAbsolute(product, into);
    }

    /** Adds a row of a tensor as the update leaves it: squares two at a time, every second one with that before. */
    void updated(Learner learner, int tensor, int r, float[][] w) {
        if (magnitude.isOfExamples()) {
            return;
        }
        if (learner.layerOfRows() >= 0) {
            float size = magnitude == Magnitude.L2 ? FloatVectors.sumOfSquares(w[r], 0, w[r].length) : absolute(w[r]);
            ofNodes[learner.layerOfRows()][learner.ownerOfRow(tensor, r)] += size;
        }
        Optional<Owner> owner = learner.owner();
        if (owner.isPresent()) {
            float[] into = ofColumns[owner.get().layer()];
            if (magnitude == Magnitude.L2) {
                addSquares(r, w, into);
            } else if (tensor == learner.firstTensor()
                    && learner instanceof BatchNorm == (magnitude == Magnitude.NORM_SCALE)) {
                FloatVectors.addAbsolute(w[r], into);
            }
        }
    }

    private static void addSquares(int r, float[][] w, float[] into) {
        if (r % 2 == 1) {
            FloatVectors.addSquares(w[r - 1], w[r], into);
        } else if (r == w.length - 1) {
            FloatVectors.addSquares(w[r], into);
        }
    }

    private static float absolute(float[] w) {
        float sum = 0;
        for (float weight : w) {
            sum += Math.abs(weight);
        }
        return sum;
    }

    /**
     * Fills in the size of every node.
     *
     * @param k examples of the batch
     */
    void fill(float[] into, int k) {
        float factor = magnitude == Magnitude.USAGE || magnitude == Magnitude.LOAD ? 1f / k : 1;
        for (int l = 0; l < ofNodes.length; l++) {
            int first = layers.start(l);
            int nodes = ofNodes[l].length;
            for (int b = 0; b < nodes; b++) {
                into[first + b] = factor * ofNodes[l][b];
            }
            for (int c = 0; c < ofColumns[l].length; c++) {
                into[first + owners[l].node(c, nodes)] += ofColumns[l][c];
            }
        }
    }
}
