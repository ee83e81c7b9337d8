package io.plumbline.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads images of one byte a pixel. */
final class Pixels {

    private Pixels() {}

    /**
     * Reads images one after another.
     *
     * @return shape [count × features], each value 0 to 255
     * @throws DataException if the file ends before them, or they are more than one array can hold
     */
    static float[] read(Path file, InputStream in, int count, int features) throws IOException {
        float[] values = allocate(file, count, features);
        for (int i = 0; i < count; i++) {
            byte[] image = in.readNBytes(features);
            if (image.length < features) {
                throw new DataException(
                        file + " is truncated: it ends in image " + (i + 1) + ", expected " + count + " images");
            }
            spread(image, 0, values, i * features);
        }
        return values;
    }

    /** Writes the bytes from {@code from} on as numbers 0 to 255 into {@code values} from {@code to} on. */
    static void spread(byte[] image, int from, float[] values, int to) {
        for (int j = from; j < image.length; j++) {
            values[to + j - from] = image[j] & 0xff;
        }
    }

    static float[] allocate(Path file, long count, int features) {
        Heap.require(file + " holds", count, features, 1);
        return new float[(int) count * features];
    }
}
