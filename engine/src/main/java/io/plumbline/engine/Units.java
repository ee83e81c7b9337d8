package io.plumbline.engine;

import java.util.Arrays;

/**
 * A gated layer: h = φ(z), behind the gates m∘h, and under dropout m∘d∘h. Activation and gates are one block because derivatives
 * are multiplied by the slope first, then by gates and draws. Not thread safe.
 */
final class Units implements Block {

    private final int layer;
    private final Activation activation;
    private final Place in;
    private final Place out;
    private final Dropout dropout;
    private final float[][] h;
    /** What slopes are computed from. */
    private final float[][] source;
    /** A row per example: the same one for all but under dropout. */
    private final float[][] rows;

    private final float[] gated;
    private float[] gates;

    /**
     * Prepares, all gates open.
     *
     * @param layer among the gated ones
     * @param in of z: overwritten
     * @param out what this one makes of it
     */
    Units(int layer, Activation activation, Place in, Place out, Dropout dropout) {
        this.layer = layer;
        this.activation = activation;
        this.in = in;
        this.out = out;
        this.dropout = dropout;
        int examples = in.values().rows();
        int nodes = in.values().columns();
        h = new float[examples][nodes];
        source = activation.slopeNeedsInput() ? new float[examples][nodes] : h;
        rows = new float[examples][];
        gated = new float[nodes];
        gates = new float[nodes];
        Arrays.fill(gates, 1);
        Arrays.fill(rows, gates);
    }

    @Override
    public void gates(float[][] ofLayers) {
        gates = ofLayers[layer];
        Arrays.fill(rows, gates);
    }

    /** Draws for a step. */
    void draw(long step) {
        dropout.draw(step, layer, gates, rows);
    }

    @Override
    public void forward() {
        activation.forward(in.values(), h, source);
        for (int i = 0; i < h.length; i++) {
            FloatVectors.multiply(h[i], rows[i], gated);
            out.values().write(i, gated);
        }
    }

    @Override
    public void pullBack(Listener listener) {
        for (int i = 0; i < h.length; i++) {
            float[] delta = in.signal()[i];
            activation.pullBack(source[i], out.signal()[i], delta);
            FloatVectors.multiply(delta, gates, delta);
            dropout.apply(layer, i, h[i], delta);
            listener.gated(layer, i, out.signal()[i], h[i]);
        }
    }

    @Override
    public void observe() {
        for (int i = 0; i < h.length; i++) {
            activation.pullBack(source[i], out.signal()[i], in.signal()[i]);
        }
    }

    /** Keeps h for gradients of what reads it, were its gates all open. */
    void keepObserved() {
        out.observed().write(h);
    }

    @Override
    public void beginTangents() {
        // Slopes and gates are those of the pass.
    }

    @Override
    public void tangent() {
        float[][] change = in.tangent().rows();
        for (int i = 0; i < change.length; i++) {
            activation.pullBack(source[i], change[i], change[i]);
            FloatVectors.multiply(change[i], gates, change[i]);
        }
        out.tangent().matrix().write(change);
    }

    int layer() {
        return layer;
    }

    /** Returns h, [examples][nodes]: the array itself. */
    float[][] h() {
        return h;
    }

    /** Returns the derivatives by m∘h, [examples][nodes]: the array itself. */
    float[][] signal() {
        return out.signal();
    }

    @Override
    public void close() {
        // All memory is Java's, or a place's.
    }
}
