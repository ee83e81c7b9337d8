package io.plumbline.engine;

import java.util.Arrays;

/**
 * A gated layer: h = φ(z), behind the gates m∘h, and under dropout m∘d∘h. Activation and gates are one block because derivatives
 * are multiplied by the slope first, then by gates and draws. A node is a unit, or a channel: then its gate stands at every
 * pixel of an image. Not thread safe.
 */
final class Units implements Block, Gated, Drawn {

    private final int layer;
    private final Activation activation;
    private final Place in;
    private final Place out;
    private final Dropout dropout;
    private final float[][] h;
    /** φ′, or h, which it is computed from. */
    private final float[][] slopes;
    /** A row per example: the same one for all but under dropout. */
    private final float[][] rows;

    /** d of a step; none without dropout. */
    private final float[][] draws;

    private final float[][] gatedDraws;
    private final float[] gated;
    private final int nodes;
    private final NodeProducts products;

    /** At every number of an example: those of the layer, again and again. */
    private float[] gates;

    /**
     * Prepares, all gates open.
     *
     * @param layer among the gated ones
     * @param nodes of the layer
     * @param in of z: overwritten
     * @param out what this one makes of it
     */
    Units(int layer, int nodes, Activation activation, Place in, Place out, Dropout dropout) {
        this.layer = layer;
        this.nodes = nodes;
        this.activation = activation;
        this.in = in;
        this.out = out;
        this.dropout = dropout;
        int examples = in.values().rows();
        int columns = in.values().columns();
        h = new float[examples][columns];
        slopes = activation.keepsSlopes() ? new float[examples][columns] : h;
        rows = new float[examples][];
        draws = new float[dropout.isOff() ? 0 : examples][columns];
        gatedDraws = new float[draws.length][columns];
        gated = new float[columns];
        products = new NodeProducts(nodes, 1, isImage() ? columns : 0);
        gates = new float[columns];
        Arrays.fill(gates, 1);
        Arrays.fill(rows, gates);
    }

    private boolean isImage() {
        return nodes < h[0].length;
    }

    @Override
    public void gates(float[][] ofLayers) {
        if (isImage()) {
            FloatVectors.repeat(ofLayers[layer], gates);
        } else {
            gates = ofLayers[layer];
        }
        Arrays.fill(rows, gates);
    }

    @Override
    public void draw(long step) {
        if (dropout.isOff()) {
            return;
        }
        dropout.draw(step, layer, draws);
        for (int i = 0; i < rows.length; i++) {
            FloatVectors.multiply(draws[i], gates, gatedDraws[i]);
            rows[i] = gatedDraws[i];
        }
    }

    @Override
    public void forward() {
        activation.forward(in.values(), h, slopes);
        for (int i = 0; i < h.length; i++) {
            FloatVectors.multiply(h[i], rows[i], gated);
            out.values().write(i, gated);
        }
    }

    @Override
    public void pullBack(Listener listener) {
        for (int i = 0; i < h.length; i++) {
            float[] delta = in.signal()[i];
            activation.pullBack(slopes[i], out.signal()[i], delta);
            FloatVectors.multiply(delta, gates, delta);
            if (!dropout.isOff()) {
                FloatVectors.multiply(h[i], draws[i], h[i]);
                FloatVectors.multiply(delta, draws[i], delta);
            }
            listener.gated(this, i);
        }
    }

    @Override
    public void observe() {
        for (int i = 0; i < h.length; i++) {
            activation.pullBack(slopes[i], out.signal()[i], in.signal()[i]);
        }
    }

    @Override
    public void keepObserved() {
        out.observed().write(h);
    }

    @Override
    public void tangent() {
        float[][] change = in.tangent().rows();
        for (int i = 0; i < change.length; i++) {
            activation.pullBack(slopes[i], change[i], change[i]);
            FloatVectors.multiply(change[i], gates, change[i]);
        }
        out.tangent().matrix().write(change);
    }

    @Override
    public int layer() {
        return layer;
    }

    @Override
    public int examples() {
        return h.length;
    }

    @Override
    public void addProducts(int i, float[] sum, float[] squares) {
        if (isImage()) {
            productsOf(i).add(sum, squares);
        } else {
            FloatVectors.addProducts(out.signal()[i], h[i], sum, squares);
        }
    }

    @Override
    public void addProductSquares(int i, float[] squares) {
        if (isImage()) {
            productsOf(i).addSquares(squares);
        } else {
            FloatVectors.addProductSquares(out.signal()[i], h[i], squares);
        }
    }

    @Override
    public void addNorms(int i, float[] norms) {
        FloatVectors.addNorms(h[i], 1, norms);
    }

    private NodeProducts productsOf(int i) {
        FloatVectors.multiply(out.signal()[i], h[i], products.products());
        return products;
    }
}
