package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A convolutional network by definition: double precision, one example at a time, pixel by pixel. */
final class ReferenceCnn {

    private final CnnSpec network;
    /** Place of the first entry of every tensor among all weights. */
    private final Map<String, Integer> starts = new HashMap<>();

    ReferenceCnn(CnnSpec network) {
        this.network = network;
        Architecture table = network.architecture();
        int at = 0;
        for (Tensor tensor : table.parameterTensors()) {
            starts.put(tensor.name(), at);
            at += Arrays.stream(tensor.shape(table.layers(), table.all())).reduce(1, (a, b) -> a * b);
        }
    }

    /** Place of entry [ky, kx, c, o] of convolution {@code l}, from 0. */
    int kernel(int l, int ky, int kx, int c, int o) {
        int in = network.before(l).channels();
        int out = network.channels().get(l);
        return starts.get("conv-" + (l + 1) + ".weight") + ((ky * 3 + kx) * in + c) * out + o;
    }

    int bias(String tensor, int o) {
        return starts.get(tensor + ".bias") + o;
    }

    /** Place of entry [r, o] of a dense map of so many outputs. */
    int dense(String map, int r, int o, int outputs) {
        return starts.get(map + ".weight") + r * outputs + o;
    }

    double[] logits(double[] w, double[] gates, Batch batch, int example) {
        double[][][] image = image(batch, example);
        int node = 0;
        for (int l = 0; l < network.channels().size(); l++) {
            double[][][] z = convolved(l, w, image);
            image = network.isPooled(l) ? pooled(z) : z;
            for (double[][] plane : image) {
                for (double[] row : plane) {
                    Arrays.setAll(row, x -> row[x] = activate(row[x]));
                }
                scale(plane, gates[node++]);
            }
        }
        double[] below = Arrays.stream(image).mapToDouble(ReferenceCnn::mean).toArray();
        List<Integer> outputs = new ArrayList<>(network.dense());
        outputs.add(network.classes());
        for (int l = 0; l < outputs.size(); l++) {
            boolean isOutput = l == outputs.size() - 1;
            String name = isOutput ? "output" : "dense-" + (l + 1);
            double[] out = new double[outputs.get(l)];
            for (int o = 0; o < out.length; o++) {
                double z = w[bias(name, o)];
                for (int r = 0; r < below.length; r++) {
                    z += below[r] * w[dense(name, r, o, out.length)];
                }
                out[o] = isOutput ? z : gates[node++] * activate(z);
            }
            below = out;
        }
        return below;
    }

    /** [channels][height][width], as data sets hold it. */
    private double[][][] image(Batch batch, int example) {
        ImageShape shape = network.before(0);
        double[][][] image = new double[shape.channels()][shape.height()][shape.width()];
        int at = example * shape.size();
        for (double[][] plane : image) {
            for (double[] row : plane) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = batch.values()[at++];
                }
            }
        }
        return image;
    }

    private double[][][] convolved(int l, double[] w, double[][][] image) {
        int height = image[0].length;
        int width = image[0][0].length;
        double[][][] z = new double[network.channels().get(l)][height][width];
        for (int o = 0; o < z.length; o++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    z[o][y][x] = w[bias("conv-" + (l + 1), o)] + square(l, o, w, image, y, x);
                }
            }
        }
        return z;
    }

    private double square(int l, int o, double[] w, double[][][] image, int y, int x) {
        double sum = 0;
        for (int k = 0; k < 9; k++) {
            int row = y + k / 3 - 1;
            int column = x + k % 3 - 1;
            if (row >= 0 && row < image[0].length && column >= 0 && column < image[0][0].length) {
                for (int c = 0; c < image.length; c++) {
                    sum += image[c][row][column] * w[kernel(l, k / 3, k % 3, c, o)];
                }
            }
        }
        return sum;
    }

    private static double[][][] pooled(double[][][] z) {
        double[][][] pooled = new double[z.length][z[0].length / 2][z[0][0].length / 2];
        for (int c = 0; c < z.length; c++) {
            for (int y = 0; y < pooled[c].length; y++) {
                for (int x = 0; x < pooled[c][y].length; x++) {
                    pooled[c][y][x] = Math.max(
                            Math.max(z[c][2 * y][2 * x], z[c][2 * y][2 * x + 1]),
                            Math.max(z[c][2 * y + 1][2 * x], z[c][2 * y + 1][2 * x + 1]));
                }
            }
        }
        return pooled;
    }

    private static void scale(double[][] plane, double gate) {
        for (double[] row : plane) {
            Arrays.setAll(row, x -> gate * row[x]);
        }
    }

    private static double mean(double[][] plane) {
        return Arrays.stream(plane).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    private double activate(double z) {
        return switch (network.activation()) {
            case RELU -> Math.max(0, z);
            case TANH -> Math.tanh(z);
            case GELU -> z / (1 + Math.exp(-1.702 * z));
        };
    }
}
