package io.plumbline.engine;

import java.util.Arrays;

/**
 * The squares of an image that a kernel sees, one a row: with them a convolution is a product. An image lies pixel by pixel, row
 * by row, all channels of a pixel together; beyond its border are zeros. Not thread safe.
 */
final class Patches implements AutoCloseable {

    private final ImageShape shape;
    private final int stride;
    private final int kernel;
    /** Numbers of a square. */
    private final int square;
    /** [squares, kernel·kernel·channels]; what lies beyond the border is never written. */
    private final Matrix patches;
    /** What lies side by side in an image and in a square: where in the image, where among the squares, how many numbers. */
    private final int[] ofImage;

    private final int[] ofSquares;
    private final int[] counts;

    /**
     * Prepares.
     *
     * @param kernel width and height of a square, odd: its middle is the pixel
     * @param stride pixels from one square to the next
     */
    Patches(ImageShape shape, int kernel, int stride) {
        this.shape = shape;
        this.kernel = kernel;
        this.stride = stride;
        square = kernel * kernel * shape.channels();
        ImageShape squares = shape.strided(stride);
        patches = new Matrix(squares.pixels(), square);
        int most = squares.pixels() * kernel;
        ofImage = new int[most];
        ofSquares = new int[most];
        counts = new int[most];
        find(squares);
    }

    private void find(ImageShape squares) {
        int found = 0;
        for (int y = 0; y < squares.height(); y++) {
            for (int k = 0; k < kernel; k++) {
                int row = y * stride + k - kernel / 2;
                for (int x = 0; x < squares.width() && row >= 0 && row < shape.height(); x++) {
                    find(found++, row, x * stride, (y * squares.width() + x) * square + k * kernel * shape.channels());
                }
            }
        }
        Arrays.fill(counts, found, counts.length, 0);
    }

    /** Of a row of the image what the square around column {@code x} sees. */
    private void find(int span, int row, int x, int ofSquare) {
        int channels = shape.channels();
        int left = Math.max(0, x - kernel / 2);
        int right = Math.min(shape.width(), x + kernel / 2 + 1);
        ofImage[span] = (row * shape.width() + left) * channels;
        ofSquares[span] = ofSquare + (left - x + kernel / 2) * channels;
        counts[span] = (right - left) * channels;
    }

    /** Returns how many numbers an image has. */
    int imageSize() {
        return shape.size();
    }

    /**
     * Takes the squares of image {@code i}.
     *
     * @param images [examples, pixels·channels]
     * @return [squares, kernel·kernel·channels], valid until the next call
     */
    Matrix of(Matrix images, int i) {
        int image = i * shape.size();
        for (int s = 0; s < counts.length; s++) {
            patches.copy(images, image + ofImage[s], ofSquares[s], counts[s]);
        }
        return patches;
    }

    /**
     * Adds the numbers of squares to the pixels that they are of.
     *
     * @param squares [squares·kernel·kernel·channels]
     * @param image [pixels·channels], filled
     */
    void sum(float[] squares, float[] image) {
        Arrays.fill(image, 0);
        for (int s = 0; s < counts.length; s++) {
            FloatVectors.add(squares, ofSquares[s], image, ofImage[s], counts[s]);
        }
    }

    @Override
    public void close() {
        patches.close();
    }
}
