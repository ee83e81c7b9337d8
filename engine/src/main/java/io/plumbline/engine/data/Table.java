package io.plumbline.engine.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Examples as they were read, before scaling.
 *
 * @param numbers row by row, [examples × numbers of the shape], finite; NaN where missing until {@link Means} fills it
 * @param labels class of every example, 0 to classes − 1
 * @param shape of an example
 * @param encoding how they were read
 */
@SuppressWarnings("ArrayRecordComponent") // handed from reader to scaling, never compared
record Table(Numbers numbers, int[] labels, Shape shape, Encoding encoding) {

    /** Bytes that go into the digest at once: any size gives the same sum. */
    private static final int CHUNK = 1 << 16;

    /** Takes plain features and classes that are named by their numbers. */
    Table(float[] values, int[] labels, int features, int classes) {
        this(new Numbers.Floats(values), labels, Shape.of(features), classes);
    }

    /** Takes examples of a shape, and classes that are named by their numbers. */
    Table(Numbers numbers, int[] labels, Shape shape, int classes) {
        this(numbers, labels, shape, Encoding.ofNumbers(classes));
    }

    /** Takes floats. */
    Table(float[] values, int[] labels, Shape shape, Encoding encoding) {
        this(new Numbers.Floats(values), labels, shape, encoding);
    }

    /** Returns the numbers of a table that was read as floats, as those of CSV files are: the array itself. */
    float[] values() {
        return ((Numbers.Floats) numbers).values();
    }

    /** Returns the numbers of an example, at least 1. */
    int features() {
        return shape.size();
    }

    /** Returns how many classes there are, at least 2. */
    int classes() {
        return encoding.classes().size();
    }

    int size() {
        return labels.length;
    }

    /** Returns the same examples, whose numbers are said to lie otherwise. */
    Table shaped(Shape other) {
        return new Table(numbers, labels, other, encoding);
    }

    /** Returns the given rows, in the given order. */
    Table rows(int[] rows) {
        int[] classesOfChosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            classesOfChosen[i] = labels[rows[i]];
        }
        return new Table(numbers.rows(rows, features()), classesOfChosen, shape, encoding);
    }

    /**
     * Returns the same examples with classes numbered as another encoding numbers their names.
     *
     * @param source for sentences
     * @throws DataException if that knows one of the names not
     */
    Table classedLike(Encoding other, Source source) {
        int[] renamed = new int[labels.length];
        for (int i = 0; i < renamed.length; i++) {
            String name = encoding.classes().get(labels[i]);
            renamed[i] = other.classOf(name).orElseThrow(() -> other.unknown(source.toString(), CsvCell.shown(name)));
        }
        return new Table(numbers, renamed, shape, other);
    }

    /** Returns the first rows: all where {@code limit} is 0 or there are no more. */
    Table first(int limit) {
        if (limit == 0 || limit >= size()) {
            return this;
        }
        int[] rows = new int[limit];
        for (int i = 0; i < limit; i++) {
            rows[i] = i;
        }
        return rows(rows);
    }

    /**
     * Returns the SHA-256 of the contents, whatever file format they came in: the values as little-endian binary32 row
     * by row, then the labels as little-endian 32-bit numbers. Lower-case hexadecimal.
     */
    String sha256() {
        MessageDigest digest = digest();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int features = features();
        for (int i = 0; i < size(); i++) {
            for (int f = 0; f < features; f++) {
                drain(chunk, digest, Float.BYTES);
                chunk.putFloat(numbers.get(i, f, features));
            }
        }
        for (int label : labels) {
            drain(chunk, digest, Integer.BYTES);
            chunk.putInt(label);
        }
        digest.update(chunk.flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void drain(ByteBuffer chunk, MessageDigest digest, int needed) {
        if (chunk.remaining() < needed) {
            digest.update(chunk.flip());
            chunk.clear();
        }
    }

    /** Returns an empty SHA-256. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
