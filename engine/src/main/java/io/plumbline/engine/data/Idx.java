package io.plumbline.engine.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a pair of IDX files, the format of MNIST and Fashion-MNIST: big-endian magic (2051 images, 2049 labels), the
 * dimensions, then one byte a pixel or label. Source: LeCun, Cortes, Burges, "The MNIST database", file formats.
 */
final class Idx {

    private static final int IMAGES = 2051;
    private static final int LABELS = 2049;
    /** Both sets have ten classes; a label beyond is damage. */
    static final int CLASSES = 10;
    /** More features than any image that one JVM array of examples should hold. */
    private static final int MOST_FEATURES = 1 << 20;

    private Idx() {}

    /**
     * Reads images and their labels.
     *
     * @param limit the first so many; 0: all
     * @throws DataException if one of the files is not what it should be, or they do not fit each other
     */
    static Table read(Path images, Path labels, int limit, LoadListener progress) {
        int[] all = DataFile.read(
                labels, "an IDX file of labels", LoadListener.NONE, in -> labels(labels, new DataInputStream(in)));
        int count = limit == 0 ? all.length : Math.min(limit, all.length);
        int[] kept = Arrays.copyOf(all, count);
        return DataFile.read(
                images,
                "an IDX file of images",
                progress,
                in -> images(images, new DataInputStream(in), labels, all, kept));
    }

    private static int[] labels(Path file, DataInputStream in) throws IOException {
        requireMagic(file, in, LABELS, "labels");
        byte[] bytes = body(file, in, count(file, in), 1, "labels");
        requireEnd(file, in, bytes.length + " labels");
        int[] labels = new int[bytes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = bytes[i] & 0xff;
            if (labels[i] >= CLASSES) {
                throw new DataException(
                        file + ": label " + (i + 1) + " is " + labels[i] + ", expected 0 to " + (CLASSES - 1));
            }
        }
        return labels;
    }

    private static Table images(Path file, DataInputStream in, Path labelFile, int[] all, int[] kept)
            throws IOException {
        requireMagic(file, in, IMAGES, "images");
        int count = count(file, in);
        if (count != all.length) {
            throw new DataException(
                    file + " holds " + count + " images, but " + labelFile + " holds " + all.length + " labels");
        }
        int rows = in.readInt();
        int columns = in.readInt();
        long features = (long) rows * columns;
        if (rows < 1 || columns < 1 || features > MOST_FEATURES) {
            throw new DataException(file + " says that an image has " + rows + " × " + columns
                    + " pixels, expected 1 to " + MOST_FEATURES + " in all");
        }
        Numbers values = Pixels.read(file, in, kept.length, (int) features);
        if (kept.length == count) {
            requireEnd(file, in, count + " images of " + rows + " × " + columns);
        }
        return new Table(values, kept, Shape.of(rows, columns), CLASSES);
    }

    private static void requireMagic(Path file, DataInputStream in, int magic, String what) throws IOException {
        int found = in.readInt();
        if (found != magic) {
            throw new DataException(file + " begins with " + found + ", expected the magic number " + magic
                    + " of an IDX file of " + what);
        }
    }

    private static int count(Path file, DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 1) {
            throw new DataException(file + " says that it holds " + count + " records, expected at least 1");
        }
        return count;
    }

    private static byte[] body(Path file, DataInputStream in, int count, int width, String what) throws IOException {
        byte[] bytes = in.readNBytes(count * width);
        if (bytes.length < count * width) {
            throw new DataException(
                    file + " is truncated: " + bytes.length + " bytes of " + what + ", expected " + count * width);
        }
        return bytes;
    }

    private static void requireEnd(Path file, DataInputStream in, String expected) throws IOException {
        if (in.read() >= 0) {
            throw new DataException(file + " goes on after its " + expected + ", expected its end");
        }
    }
}
