package io.plumbline.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * The gates of a stream before one of its readers: x is m∘x to that, and goes on beside as it is, if others come. A channel's gate
 * stands at every pixel, a head's at every token. Not thread safe.
 */
final class Gate implements Block {

    private final int layer;
    private final int block;
    private final Place in;
    private final Place out;
    /** Where the stream goes on. */
    private final Optional<Place> onward;
    /** To be told of, where this is the first gate of the stream: derivatives have come back to all of them then. */
    private final Optional<GateGroup> group;
    /** Whether derivatives come back, and x is kept for that. */
    private final float[][] x;

    private final float[] gates;
    private final float[] row;

    /**
     * Prepares, all gates open.
     *
     * @param layer among the gated ones
     * @param block numbers of a node that stand side by side: one of a channel, as many as it is wide of a head
     */
    Gate(int layer, int block, Place in, Place out, Optional<Place> onward, Optional<GateGroup> group) {
        this.layer = layer;
        this.block = block;
        this.in = in;
        this.out = out;
        this.onward = onward;
        this.group = group;
        int numbers = in.values().columns();
        x = new float[in.comesBack() ? in.values().rows() : 0][numbers];
        row = new float[numbers];
        gates = new float[numbers];
        Arrays.fill(gates, 1);
    }

    @Override
    public void gates(float[][] ofLayers) {
        FloatVectors.repeat(FloatVectors.spread(ofLayers[layer], block), gates);
    }

    @Override
    public void forward() {
        for (int i = 0; i < in.values().rows(); i++) {
            float[] before = i < x.length ? x[i] : row;
            in.values().read(i, before);
            FloatVectors.multiply(before, gates, row);
            out.values().write(i, row);
        }
    }

    @Override
    public void pullBack(Listener listener) {
        for (int i = 0; i < x.length; i++) {
            FloatVectors.multiply(out.signal()[i], gates, in.signal()[i]);
            addOnward(i);
            if (group.isPresent()) {
                listener.gated(group.get(), i);
            }
        }
    }

    @Override
    public void observe() {
        for (int i = 0; i < x.length; i++) {
            System.arraycopy(out.signal()[i], 0, in.signal()[i], 0, row.length);
            addOnward(i);
        }
    }

    private void addOnward(int i) {
        if (onward.isPresent()) {
            FloatVectors.add(onward.get().signal()[i], in.signal()[i]);
        }
    }

    @Override
    public void keepObserved() {
        out.observed().write(x);
    }

    @Override
    public void tangent() {
        float[][] before = in.tangent().rows();
        float[][] behind = out.tangent().rows();
        for (int i = 0; i < behind.length; i++) {
            FloatVectors.multiply(before[i], gates, behind[i]);
        }
        out.tangent().matrix().write(behind);
    }

    int examples() {
        return x.length;
    }

    /** Adds ∂L/∂m at every number of example {@code i}. */
    void addProducts(int i, float[] into) {
        FloatVectors.addProducts(out.signal()[i], x[i], into);
    }

    /** Adds ‖x‖ of every node, the mean over the tokens or pixels of example {@code i}. */
    void addNorms(int i, float[] norms) {
        FloatVectors.addNorms(x[i], block, norms);
    }
}
