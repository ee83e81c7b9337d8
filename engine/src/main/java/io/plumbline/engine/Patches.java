package io.plumbline.engine;

/**
 * The squares of an image that a kernel sees, one a row: with them a convolution is a product. An image lies pixel by pixel, row
 * by row, all channels of a pixel together; beyond its border are zeros. Not thread safe.
 */
final class Patches implements AutoCloseable {

    private final ImageShape shape;
    private final int kernel;
    /** Numbers of a square. */
    private final int square;
    /** [pixels, kernel·kernel·channels]; what lies beyond the border is never written. */
    private final Matrix patches;

    /**
     * Prepares.
     *
     * @param kernel width and height of a square, odd: its middle is the pixel
     */
    Patches(ImageShape shape, int kernel) {
        this.shape = shape;
        this.kernel = kernel;
        square = kernel * kernel * shape.channels();
        patches = new Matrix(shape.pixels(), square);
    }

    /**
     * Takes the squares of image {@code i}.
     *
     * @param images [examples, pixels·channels]
     * @return [pixels, kernel·kernel·channels], valid until the next call
     */
    Matrix of(Matrix images, int i) {
        int image = i * shape.size();
        int row = shape.width() * shape.channels();
        for (int y = 0; y < shape.height(); y++) {
            for (int k = 0; k < kernel; k++) {
                int seen = y + k - kernel / 2;
                if (seen >= 0 && seen < shape.height()) {
                    takeRow(images, image + seen * row, y * shape.width() * square + k * kernel * shape.channels());
                }
            }
        }
        return patches;
    }

    /** Takes what the squares of a row of pixels see of one row of the image. */
    private void takeRow(Matrix images, int from, int into) {
        int channels = shape.channels();
        int reach = kernel / 2;
        for (int x = 0; x < shape.width(); x++) {
            int left = Math.max(0, x - reach);
            int right = Math.min(shape.width(), x + reach + 1);
            int at = into + x * square + (left - x + reach) * channels;
            patches.copy(images, from + left * channels, at, (right - left) * channels);
        }
    }

    @Override
    public void close() {
        patches.close();
    }
}
