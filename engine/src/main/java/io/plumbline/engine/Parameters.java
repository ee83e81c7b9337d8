package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One number per parameter: weights, a gradient, a direction. Every tensor is a list of rows, the last axis within a row.
 * Rows are arrays of their own, because loops over equal indices of several arrays are what the compiler turns into
 * vector instructions.
 */
final class Parameters {

    private final List<Tensor> tensors;
    private final int[][] shapes;
    private final float[][][] rows;

    Parameters(Architecture network) {
        tensors = network.parameterTensors();
        shapes = new int[tensors.size()][];
        rows = new float[tensors.size()][][];
        for (int t = 0; t < rows.length; t++) {
            shapes[t] = tensors.get(t).shape(network.layers(), network.all());
            int columns = shapes[t][shapes[t].length - 1];
            rows[t] = new float[Arrays.stream(shapes[t]).reduce(1, Math::multiplyExact) / columns][columns];
        }
    }

    /** Returns normal numbers in matrices, of the {@link NetworkSpec#deviation deviation} and in vectors those that the network says. */
    static Parameters initial(NetworkSpec network, long seed) {
        Parameters weights = new Parameters(network.architecture());
        Random random = new Random(seed);
        for (int t = 0; t < weights.rows.length; t++) {
            if (weights.shapes[t].length > 1) {
                double deviation = network.deviation(weights.tensors.get(t), weights.shapes[t]);
                for (float[] row : weights.rows[t]) {
                    fillNormal(row, random, deviation);
                }
            } else {
                Arrays.fill(weights.rows[t][0], network.initial(weights.tensors.get(t)));
            }
        }
        return weights;
    }

    /** Fills all parameters with standard normal numbers. */
    void fillNormal(long seed) {
        Random random = new Random(seed);
        eachRow(row -> fillNormal(row, random, 1));
    }

    private static void fillNormal(float[] row, Random random, double deviation) {
        for (int b = 0; b < row.length; b++) {
            row[b] = (float) (deviation * random.nextGaussian());
        }
    }

    /** Fills all parameters with one number. */
    void fill(float value) {
        eachRow(row -> Arrays.fill(row, value));
    }

    /** Takes all numbers of {@code other}, of the same network. */
    void copyOf(Parameters other) {
        for (int t = 0; t < rows.length; t++) {
            for (int r = 0; r < rows[t].length; r++) {
                System.arraycopy(other.rows[t][r], 0, rows[t][r], 0, rows[t][r].length);
            }
        }
    }

    /** Returns the inner product with {@code other}. */
    double dot(Parameters other) {
        double sum = 0;
        float[] products = {};
        for (int t = 0; t < rows.length; t++) {
            if (!joinsTheOneBefore(t)) {
                sum += FloatVectors.sum(products, 0, products.length);
                products = new float[rows[t][0].length];
            }
            for (int r = 0; r < rows[t].length; r++) {
                FloatVectors.addProducts(rows[t][r], other.rows[t][r], products);
            }
        }
        return sum + FloatVectors.sum(products, 0, products.length);
    }

    /** A vector as wide as the tensor before it, such as a bias, is one row more of that. */
    private boolean joinsTheOneBefore(int t) {
        return t > 0 && shapes[t].length == 1 && rows[t][0].length == rows[t - 1][0].length;
    }

    /** Returns the rows of a tensor: the array itself. */
    float[][] rows(int tensor) {
        return rows[tensor];
    }

    /** Hands over all rows in order, the array itself each. */
    void eachRow(Consumer<float[]> taker) {
        for (float[][] tensor : rows) {
            for (float[] row : tensor) {
                taker.accept(row);
            }
        }
    }

    /** Returns copies, named as the tensors with a suffix. */
    List<NamedArray> export(String suffix) {
        List<NamedArray> arrays = new ArrayList<>();
        for (int t = 0; t < rows.length; t++) {
            float[][] from = rows[t];
            arrays.add(NamedArray.filled(tensors.get(t).name() + suffix, shapes[t], flat -> {
                int columns = from[0].length;
                for (int r = 0; r < from.length; r++) {
                    System.arraycopy(from[r], 0, flat, r * columns, columns);
                }
            }));
        }
        return arrays;
    }

    /**
     * Takes what {@link #export} gave.
     *
     * @throws IllegalArgumentException if names, order or shapes differ
     */
    void take(List<NamedArray> arrays, String suffix) {
        if (arrays.size() != rows.length) {
            throw new IllegalArgumentException(
                    "this network has " + rows.length + " arrays, got " + arrays.size() + ": " + arrays);
        }
        for (int t = 0; t < rows.length; t++) {
            float[] flat = checked(arrays.get(t), tensors.get(t).name() + suffix, shapes[t]);
            int columns = rows[t][0].length;
            for (int r = 0; r < rows[t].length; r++) {
                System.arraycopy(flat, r * columns, rows[t][r], 0, columns);
            }
        }
    }

    private static float[] checked(NamedArray array, String name, int[] shape) {
        if (!array.name().equals(name) || !Arrays.equals(array.shape(), shape)) {
            throw new IllegalArgumentException("expected " + name + Arrays.toString(shape) + ", got " + array);
        }
        return array.own();
    }
}
