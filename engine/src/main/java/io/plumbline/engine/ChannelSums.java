package io.plumbline.engine;

import java.util.Arrays;

/** Sums over all pixels of all examples, channel by channel: floats within an example, doubles over them. Not thread safe. */
final class ChannelSums {

    private final double[] sums;
    private final float[] products;
    private final float[] scratch;
    private final float[] folded;

    /**
     * Prepares.
     *
     * @param numbers of an example
     */
    ChannelSums(int channels, int numbers) {
        sums = new double[channels];
        products = new float[numbers];
        scratch = new float[numbers];
        folded = new float[channels];
    }

    void clear() {
        Arrays.fill(sums, 0);
    }

    /** Adds the numbers of an example. */
    void add(float[] x) {
        System.arraycopy(x, 0, products, 0, products.length);
        fold();
    }

    /** Adds x·y of an example. */
    void addProducts(float[] x, float[] y) {
        FloatVectors.multiply(x, y, products);
        fold();
    }

    private void fold() {
        FloatVectors.fold(products, scratch, folded);
        for (int c = 0; c < sums.length; c++) {
            sums[c] += folded[c];
        }
    }

    /** Copies the sums, each times a factor. */
    void take(double factor, float[] into) {
        for (int c = 0; c < sums.length; c++) {
            into[c] = (float) (factor * sums[c]);
        }
    }
}
