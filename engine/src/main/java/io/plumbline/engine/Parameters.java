package io.plumbline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One number per parameter: weights, a gradient, a direction. Every dense map is [in + 1][out]: a row per input, then
 * the biases. Rows are arrays of their own, because loops over equal indices of several arrays are what the compiler
 * turns into vector instructions.
 */
final class Parameters {

    private final NetworkSpec network;
    private final float[][][] maps;

    Parameters(NetworkSpec network) {
        this.network = network;
        this.maps = new float[network.depth()][][];
        for (int l = 0; l < maps.length; l++) {
            maps[l] = new float[network.width(l) + 1][network.width(l + 1)];
        }
    }

    /** Returns weights after He et al. (2015), equation 10: N(0, 2/in), biases 0. */
    static Parameters initial(NetworkSpec network, long seed) {
        Parameters weights = new Parameters(network);
        Random random = new Random(seed);
        for (int l = 0; l < weights.maps.length; l++) {
            double deviation = Math.sqrt(2.0 / network.width(l));
            for (int r = 0; r < network.width(l); r++) {
                fillNormal(weights.maps[l][r], random, deviation);
            }
        }
        return weights;
    }

    /** Fills all parameters with standard normal numbers. */
    void fillNormal(long seed) {
        Random random = new Random(seed);
        for (float[][] map : maps) {
            for (float[] row : map) {
                fillNormal(row, random, 1);
            }
        }
    }

    private static void fillNormal(float[] row, Random random, double deviation) {
        for (int b = 0; b < row.length; b++) {
            row[b] = (float) (deviation * random.nextGaussian());
        }
    }

    /** Fills all parameters with one number. */
    void fill(float value) {
        for (float[][] map : maps) {
            for (float[] row : map) {
                Arrays.fill(row, value);
            }
        }
    }

    /** Takes all numbers of {@code other}, of the same network. */
    void copyOf(Parameters other) {
        for (int l = 0; l < maps.length; l++) {
            for (int r = 0; r < maps[l].length; r++) {
                System.arraycopy(other.maps[l][r], 0, maps[l][r], 0, maps[l][r].length);
            }
        }
    }

    /** this += factor·x. */
    void addScaled(Parameters x, float factor) {
        for (int l = 0; l < maps.length; l++) {
            for (int r = 0; r < maps[l].length; r++) {
                FloatVectors.addScaled(x.maps[l][r], factor, maps[l][r]);
            }
        }
    }

    /** Returns the inner product with {@code other}. */
    double dot(Parameters other) {
        double sum = 0;
        for (int l = 0; l < maps.length; l++) {
            float[] products = new float[network.width(l + 1)];
            for (int r = 0; r < maps[l].length; r++) {
                FloatVectors.addProducts(maps[l][r], other.maps[l][r], products);
            }
            sum += FloatVectors.sum(products, 0, products.length);
        }
        return sum;
    }

    /** Returns the rows of dense map {@code l}: the array itself. */
    float[][] map(int l) {
        return maps[l];
    }

    /** Returns the bias row of dense map {@code l}: the array itself. */
    float[] bias(int l) {
        return maps[l][maps[l].length - 1];
    }

    /** Returns the number of dense maps. */
    int depth() {
        return maps.length;
    }

    /** Hands over all rows, the array itself each, biases behind the rows of their map. */
    void eachRow(Consumer<float[]> rows) {
        for (float[][] map : maps) {
            for (float[] row : map) {
                rows.accept(row);
            }
        }
    }

    /** Returns copies, named {@code dense-1.weight + suffix}, {@code dense-1.bias + suffix}, … */
    List<NamedArray> export(String suffix) {
        List<NamedArray> arrays = new ArrayList<>();
        for (int l = 0; l < maps.length; l++) {
            int in = network.width(l);
            int out = network.width(l + 1);
            float[][] rows = maps[l];
            String name = network.nameOf(l);
            arrays.add(NamedArray.filled(name + ".weight" + suffix, new int[] {in, out}, flat -> {
                for (int r = 0; r < in; r++) {
                    System.arraycopy(rows[r], 0, flat, r * out, out);
                }
            }));
            arrays.add(new NamedArray(name + ".bias" + suffix, new int[] {out}, bias(l)));
        }
        return arrays;
    }

    /**
     * Takes what {@link #export} gave.
     *
     * @throws IllegalArgumentException if names, order or shapes differ
     */
    void take(List<NamedArray> arrays, String suffix) {
        if (arrays.size() != 2 * maps.length) {
            throw new IllegalArgumentException(
                    "this network has " + 2 * maps.length + " arrays, got " + arrays.size() + ": " + arrays);
        }
        for (int l = 0; l < maps.length; l++) {
            int in = network.width(l);
            int out = network.width(l + 1);
            String name = network.nameOf(l);
            float[] flat = checked(arrays.get(2 * l), name + ".weight" + suffix, in, out);
            for (int r = 0; r < in; r++) {
                System.arraycopy(flat, r * out, maps[l][r], 0, out);
            }
            float[] biases = checked(arrays.get(2 * l + 1), name + ".bias" + suffix, out);
            System.arraycopy(biases, 0, bias(l), 0, out);
        }
    }

    private static float[] checked(NamedArray array, String name, int... shape) {
        if (!array.name().equals(name) || !Arrays.equals(array.shape(), shape)) {
            throw new IllegalArgumentException("expected " + name + Arrays.toString(shape) + ", got " + array);
        }
        return array.own();
    }
}
