package io.plumbline.engine;

import java.util.Arrays;

/**
 * The largest number of every square of 2×2 pixels, channel by channel; a row or column too much is left out. It stands before the
 * activation, which is monotone, so that gates bear on what is left. Not thread safe.
 */
final class MaxPool implements Block {

    private final ImageShape before;
    private final ImageShape behind;
    private final Place in;
    private final Place out;
    /** Where every number came from, [examples][numbers behind]. */
    private final int[][] from;

    private final float[] image;
    private final float[] largest;

    /**
     * Prepares.
     *
     * @param before shape of the images before it
     */
    MaxPool(ImageShape before, Place in, Place out) {
        this.before = before;
        this.behind = before.pooled();
        this.in = in;
        this.out = out;
        from = new int[in.values().rows()][behind.size()];
        image = new float[before.size()];
        largest = new float[behind.size()];
    }

    @Override
    public void forward() {
        for (int i = 0; i < from.length; i++) {
            in.values().read(i, image);
            int at = 0;
            for (int y = 0; y < behind.height(); y++) {
                for (int x = 0; x < behind.width(); x++) {
                    find((2 * y * before.width() + 2 * x) * before.channels(), at, from[i]);
                    at += behind.channels();
                }
            }
            out.values().write(i, largest);
        }
    }

    /** Of a square whose first pixel begins at {@code corner}; of equal numbers the first counts. */
    private void find(int corner, int at, int[] places) {
        int channels = before.channels();
        int down = before.width() * channels;
        for (int c = 0; c < channels; c++) {
            int first = corner + c;
            int upper = image[first + channels] > image[first] ? first + channels : first;
            int lower = image[first + down + channels] > image[first + down] ? first + down + channels : first + down;
            int place = image[lower] > image[upper] ? lower : upper;
            places[at + c] = place;
            largest[at + c] = image[place];
        }
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
    }

    @Override
    public void observe() {
        for (int i = 0; i < from.length; i++) {
            float[] into = in.signal()[i];
            Arrays.fill(into, 0);
            float[] signal = out.signal()[i];
            for (int b = 0; b < signal.length; b++) {
                into[from[i][b]] = signal[b];
            }
        }
    }

    @Override
    public void tangent() {
        float[][] change = out.tangent().rows();
        for (int i = 0; i < from.length; i++) {
            float[] of = in.tangent().rows()[i];
            for (int b = 0; b < change[i].length; b++) {
                change[i][b] = of[from[i][b]];
            }
        }
        out.tangent().matrix().write(change);
    }
}
