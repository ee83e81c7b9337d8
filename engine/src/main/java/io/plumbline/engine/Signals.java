package io.plumbline.engine;

/**
 * What one pass left behind, example by example, in plain arrays: outputs h of hidden layers before their gates,
 * derivatives of the loss by gated outputs (dO), by what goes into the activations (δ), and by the logits. With the
 * mean loss on top all derivatives carry its 1/B. Not thread safe.
 */
final class Signals {

    private final NetworkSpec network;
    private final int examples;
    private final float[][][] h;
    private final float[][][] source;
    private final float[][][] gatedSignal;
    private final float[][][] delta;
    private final float[][] logits;

    Signals(NetworkSpec network, int examples) {
        this.network = network;
        this.examples = examples;
        int hidden = network.depth() - 1;
        h = new float[hidden][][];
        source = new float[hidden][][];
        gatedSignal = new float[hidden][][];
        delta = new float[hidden + 1][][];
        for (int l = 0; l < hidden; l++) {
            int width = network.width(l + 1);
            h[l] = new float[examples][width];
            source[l] = network.activation().slopeNeedsInput() ? new float[examples][width] : h[l];
            gatedSignal[l] = new float[examples][width];
            delta[l] = new float[examples][width];
        }
        delta[hidden] = new float[examples][network.classes()];
        logits = new float[examples][network.classes()];
    }

    /** Copies outputs of the hidden layers and logits out of a pass. */
    void readOutputs(Pass pass) {
        for (int l = 0; l < h.length; l++) {
            Native.read(pass.get("h" + l), h[l]);
            if (network.activation().slopeNeedsInput()) {
                Native.read(pass.get("z" + l), source[l]);
            }
        }
        Native.read(pass.get(MlpGraph.LOGITS), logits);
    }

    /** Multiplies δ of example {@code i} at hidden layer {@code l} by the layer's gates. */
    void mask(int l, int i, float[] gates) {
        FloatVectors.multiply(delta[l][i], gates, delta[l][i]);
    }

    /** Returns the number of examples. */
    int examples() {
        return examples;
    }

    /** Returns h of hidden layer {@code l}, [examples][nodes]: the array itself. */
    float[][] h(int l) {
        return h[l];
    }

    /** Returns what the activation's slope is computed from, [examples][nodes]: the array itself. */
    float[][] source(int l) {
        return source[l];
    }

    /** Returns dO of hidden layer {@code l}, [examples][nodes]: the array itself. */
    float[][] gatedSignal(int l) {
        return gatedSignal[l];
    }

    /** Returns δ of dense map {@code l}; the last one is the derivative by the logits: the array itself. */
    float[][] delta(int l) {
        return delta[l];
    }

    /** Returns the logits, [examples][classes]: the array itself. */
    float[][] logits() {
        return logits;
    }
}
