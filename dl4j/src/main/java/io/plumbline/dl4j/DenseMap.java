package io.plumbline.dl4j;

import io.plumbline.engine.data.Scaling;

/**
 * An affine map x ↦ x·W + b between two layers, in double.
 *
 * @param name of the layer that it ends in
 * @param weight W, [in][out]
 * @param bias b, [out]
 */
@SuppressWarnings("ArrayRecordComponent") // lives while one model is made, is never compared
record DenseMap(String name, double[][] weight, double[] bias) {

    /** Returns a map of numbers as the file of a network holds them, row by row. */
    static DenseMap of(String name, float[] weight, float[] bias) {
        int in = weight.length / bias.length;
        double[][] rows = new double[in][bias.length];
        double[] offsets = new double[bias.length];
        for (int j = 0; j < bias.length; j++) {
            offsets[j] = bias[j];
            for (int i = 0; i < in; i++) {
                rows[i][j] = weight[i * bias.length + j];
            }
        }
        return new DenseMap(name, rows, offsets);
    }

    int in() {
        return weight.length;
    }

    int out() {
        return bias.length;
    }

    /** Returns the map that does to x what this one does to (x − offset)·factor. */
    DenseMap after(Scaling scaling) {
        float[] offset = scaling.offset();
        float[] factor = scaling.factor();
        double[][] rows = new double[in()][out()];
        double[] offsets = bias.clone();
        for (int i = 0; i < in(); i++) {
            for (int j = 0; j < out(); j++) {
                rows[i][j] = factor[i] * weight[i][j];
                offsets[j] -= offset[i] * rows[i][j];
            }
        }
        return new DenseMap(name, rows, offsets);
    }
}
