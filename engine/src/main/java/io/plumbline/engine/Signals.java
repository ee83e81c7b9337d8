package io.plumbline.engine;

/**
 * What one pass left behind, example by example, in plain arrays: outputs h of hidden layers before their gates,
 * derivatives of the loss by gated outputs (dO), by what goes into the activations (δ), and by the logits. With the
 * mean loss on top all derivatives carry its 1/B. Not thread safe.
 */
final class Signals {

    private final int examples;
    private final Outputs outputs;
    private final float[][][] gatedSignal;
    private final float[][][] delta;

    Signals(NetworkSpec network, int examples) {
        this.examples = examples;
        outputs = new Outputs(network, examples);
        int hidden = network.depth() - 1;
        gatedSignal = new float[hidden][][];
        delta = new float[hidden + 1][][];
        for (int l = 0; l < hidden; l++) {
            int width = network.width(l + 1);
            gatedSignal[l] = new float[examples][width];
            delta[l] = new float[examples][width];
        }
        delta[hidden] = new float[examples][network.classes()];
    }

    /** Returns what a pass fills: the object itself. */
    Outputs outputs() {
        return outputs;
    }

    /** Takes a cotangent of the logits for their δ: a number per example and class, example after example. */
    void cotangent(double[] given) {
        int at = 0;
        for (float[] row : delta[delta.length - 1]) {
            for (int c = 0; c < row.length; c++) {
                row[c] = (float) given[at++];
            }
        }
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
        return outputs.h(l);
    }

    /** Returns what the activation's slope is computed from, [examples][nodes]: the array itself. */
    float[][] source(int l) {
        return outputs.source(l);
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
        return outputs.logits();
    }
}
