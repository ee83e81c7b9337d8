package io.plumbline.engine;

/**
 * What a forward pass leaves behind, example by example, in plain arrays: outputs h of hidden layers before their gates, what
 * the slopes of their activations are computed from, and the logits. Not thread safe.
 */
final class Outputs {

    private final float[][][] h;
    private final float[][][] source;
    private final float[][] logits;

    Outputs(NetworkSpec network, int examples) {
        int hidden = network.depth() - 1;
        h = new float[hidden][][];
        source = new float[hidden][][];
        for (int l = 0; l < hidden; l++) {
            int width = network.width(l + 1);
            h[l] = new float[examples][width];
            source[l] = network.activation().slopeNeedsInput() ? new float[examples][width] : h[l];
        }
        logits = new float[examples][network.classes()];
    }

    /** Returns h of hidden layer {@code l}, [examples][nodes]: the array itself. */
    float[][] h(int l) {
        return h[l];
    }

    /** Returns what the activation's slope is computed from, [examples][nodes]: the array itself. */
    float[][] source(int l) {
        return source[l];
    }

    /** Returns the logits, [examples][classes]: the array itself. */
    float[][] logits() {
        return logits;
    }
}
