package io.plumbline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The forward pass of a gated multi-layer perceptron for a fixed number of examples: one native product a layer, into memory
 * that is kept, and Java for the rest. A graph that is interpreted costs as much again where layers are narrow. Not thread
 * safe.
 */
final class Forward implements AutoCloseable {

    private final NetworkSpec network;
    private final int examples;
    private final Matrix features;

    /** Of every dense map, [examples, out]: z, and from then on what goes into the next map. */
    private final List<Matrix> places = new ArrayList<>();

    /** Of every layer a row for each example: the same one for all but under dropout. */
    private final float[][][] gates;

    private final float[][] gated;

    private final float[][] biases;

    /** Of an open network, all features 0. */
    Forward(NetworkSpec network, int examples) {
        this.network = network;
        this.examples = examples;
        features = new Matrix(examples, network.features());
        int hidden = network.depth() - 1;
        gates = new float[hidden][examples][];
        gated = new float[hidden][];
        biases = new float[hidden + 1][];
        for (int l = 0; l <= hidden; l++) {
            places.add(new Matrix(examples, network.width(l + 1)));
            biases[l] = new float[network.width(l + 1)];
        }
        for (int l = 0; l < hidden; l++) {
            float[] open = new float[network.width(l + 1)];
            Arrays.fill(open, 1);
            Arrays.fill(gates[l], open);
            gated[l] = new float[network.width(l + 1)];
        }
    }

    /** Returns the number of examples. */
    int examples() {
        return examples;
    }

    /** Takes the features of the first {@code count} examples. */
    void features(float[] values, int count) {
        features.write(values, count * network.features());
    }

    /** Copies the biases of all dense maps. */
    void biases(Parameters parameters) {
        for (int l = 0; l < biases.length; l++) {
            System.arraycopy(parameters.bias(l), 0, biases[l], 0, biases[l].length);
        }
    }

    /**
     * Takes the gates of all layers, 1 open, 0 closed.
     *
     * @param layers a row each, read at every run until others come
     */
    void gates(float[][] layers) {
        for (int l = 0; l < layers.length; l++) {
            Arrays.fill(gates[l], layers[l]);
        }
    }

    /** Takes the gates of layer {@code l}: a row per example, read at every run until others come. */
    void gates(int l, float[][] rows) {
        System.arraycopy(rows, 0, gates[l], 0, examples);
    }

    /** Returns the gates of example {@code i} at layer {@code l}: the array itself. */
    float[] gates(int l, int i) {
        return gates[l][i];
    }

    /**
     * Goes forward.
     *
     * @param weights of every dense map, [in, out]
     * @param into filled
     */
    void run(List<Matrix> weights, Outputs into) {
        int last = network.depth() - 1;
        for (int l = 0; l <= last; l++) {
            Matrix z = places.get(l);
            z.writeEachRow(biases[l]);
            z.product(below(l), weights.get(l), 1);
            if (l < last) {
                network.activation().forward(z, into.h(l), into.source(l));
                passOn(l, into.h(l));
            }
        }
        places.get(last).read(into.logits());
    }

    private void passOn(int l, float[][] h) {
        for (int i = 0; i < examples; i++) {
            FloatVectors.multiply(h[i], gates[l][i], gated[l]);
            places.get(l).write(i, gated[l]);
        }
    }

    /** Returns what went into dense map {@code l} at the last run, [examples, in]: features, or gated outputs; the matrix itself. */
    Matrix below(int l) {
        return l == 0 ? features : places.get(l - 1);
    }

    @Override
    public void close() {
        features.close();
        places.forEach(Matrix::close);
    }
}
