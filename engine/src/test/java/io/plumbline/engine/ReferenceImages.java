package io.plumbline.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Images in double precision, pixel by pixel: [examples][channels][height][width]. */
final class ReferenceImages {

    private ReferenceImages() {}

    /** [examples][channels][height][width], as data sets hold them. */
    static double[][][][] images(Batch batch, ImageShape shape) {
        double[][][][] images = new double[batch.examples()][shape.channels()][shape.height()][shape.width()];
        int at = 0;
        for (double[][][] image : images) {
            for (double[][] plane : image) {
                for (double[] row : plane) {
                    for (int x = 0; x < row.length; x++) {
                        row[x] = batch.values()[at++];
                    }
                }
            }
        }
        return images;
    }

    static double[][] each(double[][] plane, DoubleUnaryOperator function) {
        double[][] changed = new double[plane.length][plane[0].length];
        for (int y = 0; y < changed.length; y++) {
            for (int x = 0; x < changed[y].length; x++) {
                changed[y][x] = function.applyAsDouble(plane[y][x]);
            }
        }
        return changed;
    }

    static double[][][][] each(double[][][][] images, DoubleUnaryOperator function) {
        return Arrays.stream(images)
                .map(image ->
                        Arrays.stream(image).map(plane -> each(plane, function)).toArray(double[][][]::new))
                .toArray(double[][][][]::new);
    }

    static double[][][][] sum(double[][][][] x, double[][][][] y) {
        double[][][][] sum = each(x, value -> value);
        for (int i = 0; i < sum.length; i++) {
            for (int c = 0; c < sum[i].length; c++) {
                for (int r = 0; r < sum[i][c].length; r++) {
                    double[] row = sum[i][c][r];
                    double[] other = y[i][c][r];
                    Arrays.setAll(row, k -> row[k] + other[k]);
                }
            }
        }
        return sum;
    }

    static List<double[][][]> pooledOf(double[][][][] images) {
        return Arrays.stream(images).map(ReferenceImages::pooled).toList();
    }

    static double[][][] pooled(double[][][] z) {
        double[][][] pooled = new double[z.length][z[0].length / 2][z[0][0].length / 2];
        for (int c = 0; c < z.length; c++) {
            for (int y = 0; y < pooled[c].length; y++) {
                for (int x = 0; x < pooled[c][y].length; x++) {
                    int row = 2 * y;
                    int column = 2 * x;
                    double[][] plane = z[c];
                    pooled[c][y][x] = IntStream.range(0, 4)
                            .mapToDouble(k -> plane[row + k / 2][column + k % 2])
                            .max()
                            .orElseThrow();
                }
            }
        }
        return pooled;
    }

    static double mean(double[][] plane) {
        return Arrays.stream(plane).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    /**
     * Returns one plane of a convolution.
     *
     * @param start place of the kernels among the weights
     * @param shape of the kernels, [size, size, in, out]
     * @param o which of the planes that come out
     */
    static double[][] convolved(double[] w, int start, int[] shape, double[][][] image, int stride, int o) {
        int size = shape[0];
        int height = (image[0].length + stride - 1) / stride;
        int width = (image[0][0].length + stride - 1) / stride;
        double[][] plane = new double[height][width];
        for (int y = 0; y < height; y++) {
            for (int at = 0; at < width; at++) {
                for (int k = 0; k < size * size; k++) {
                    int row = y * stride + k / size - size / 2;
                    int column = at * stride + k % size - size / 2;
                    if (row >= 0 && row < image[0].length && column >= 0 && column < image[0][0].length) {
                        for (int c = 0; c < image.length; c++) {
                            plane[y][at] += image[c][row][column] * w[start + (k * shape[2] + c) * shape[3] + o];
                        }
                    }
                }
            }
        }
        return plane;
    }
}
