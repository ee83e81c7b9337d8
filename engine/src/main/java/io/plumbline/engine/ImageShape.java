package io.plumbline.engine;

/**
 * Images between blocks: pixel by pixel, row by row, all channels of a pixel together.
 *
 * @param height pixels, at least 0
 * @param width pixels, at least 0
 * @param channels numbers of a pixel, at least 1
 */
record ImageShape(int height, int width, int channels) {

    /** Returns the number of pixels. */
    int pixels() {
        return height * width;
    }

    /** Returns how many numbers an image has. */
    int size() {
        return pixels() * channels;
    }

    /** Returns the same image with other channels. */
    ImageShape withChannels(int count) {
        return new ImageShape(height, width, count);
    }

    /** Returns what is left of it when of every so many rows and columns one is taken, the first among them. */
    ImageShape strided(int stride) {
        return new ImageShape((height + stride - 1) / stride, (width + stride - 1) / stride, channels);
    }

    /** Returns what is left of it when of every square of 2×2 one number is taken. */
    ImageShape pooled() {
        return new ImageShape(height / 2, width / 2, channels);
    }
}
