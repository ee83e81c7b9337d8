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
     * @throws DataException if the file ends before them, or they are more than fit
     */
    static Numbers read(Path file, InputStream in, int count, int features) throws IOException {
        Heap.require(file + " holds", count, features, 1);
        byte[][] images = new byte[count][];
        for (int i = 0; i < count; i++) {
            images[i] = in.readNBytes(features);
            if (images[i].length < features) {
                throw new DataException(
                        file + " is truncated: it ends in image " + (i + 1) + ", expected " + count + " images");
            }
        }
        return new Numbers.Bytes(images, 0);
    }
}
