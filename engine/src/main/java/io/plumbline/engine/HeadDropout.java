package io.plumbline.engine;

import java.util.Arrays;

/**
 * Dropout of the heads of attention behind their gates, d∘x: a head is dropped at all tokens of an example (Zhou et al. 2020, "DropHead").
 * There is one in passes of steps alone, and only under dropout. Not thread safe.
 */
final class HeadDropout implements Block, Drawn {

    private final int layer;
    private final int width;
    private final Dropout dropout;
    private final Place in;
    private final Place out;
    /** d of every example and head, and at every number of an example. */
    private final float[][] ofHeads;

    private final float[] ofToken;
    private final float[][] draws;
    private final float[] row;

    /**
     * Prepares; draws come first.
     *
     * @param layer among the gated ones
     * @param heads of the layer
     * @param width numbers of a head that stand side by side
     */
    HeadDropout(int layer, int heads, int width, Dropout dropout, Place in, Place out) {
        this.layer = layer;
        this.width = width;
        this.dropout = dropout;
        this.in = in;
        this.out = out;
        int numbers = in.values().columns();
        ofHeads = new float[in.values().rows()][heads];
        ofToken = new float[heads * width];
        draws = new float[ofHeads.length][numbers];
        row = new float[numbers];
    }

    @Override
    public void draw(long step) {
        dropout.draw(step, layer, ofHeads);
        for (int i = 0; i < draws.length; i++) {
            for (int b = 0; b < ofHeads[i].length; b++) {
                Arrays.fill(ofToken, b * width, (b + 1) * width, ofHeads[i][b]);
            }
            FloatVectors.repeat(ofToken, draws[i]);
        }
    }

    @Override
    public void forward() {
        for (int i = 0; i < draws.length; i++) {
            in.values().read(i, row);
            FloatVectors.multiply(row, draws[i], row);
            out.values().write(i, row);
        }
    }

    @Override
    public void pullBack(Listener listener) {
        for (int i = 0; i < draws.length; i++) {
            FloatVectors.multiply(out.signal()[i], draws[i], in.signal()[i]);
        }
    }

    @Override
    public void observe() {
        throw new IllegalStateException("steps observe no closed nodes");
    }

    @Override
    public void tangent() {
        throw new IllegalStateException("steps have no tangents");
    }
}
