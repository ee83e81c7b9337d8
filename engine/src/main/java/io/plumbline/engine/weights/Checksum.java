package io.plumbline.engine.weights;

import io.plumbline.engine.NamedArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** A checksum over everything in a file: it finds what a disk or a copy has changed, not what somebody forged. */
final class Checksum {

    private static final int BUFFER = 1 << 14;

    private final CRC32C sum = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    private Checksum() {}

    /**
     * Returns it in hexadecimal digits.
     *
     * @param texts of the header, all but the checksum
     */
    static String of(Map<String, String> texts, List<TensorEntry> layout, List<NamedArray> arrays) {
        Checksum checksum = new Checksum();
        new TreeMap<>(texts).forEach((key, text) -> {
            checksum.add(key);
            checksum.add(text);
        });
        layout.forEach(entry -> checksum.add(entry.toString()));
        arrays.forEach(array -> checksum.add(array.own()));
        return Long.toHexString(checksum.sum.getValue());
    }

    /** With its length in front, so that no two lists of texts have the same bytes. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sum.update(bytes);
    }

    private void add(float[] values) {
        for (int at = 0; at < values.length; at += BUFFER / Float.BYTES) {
            int count = Math.min(BUFFER / Float.BYTES, values.length - at);
            buffer.clear();
            buffer.asFloatBuffer().put(values, at, count);
            sum.update(buffer.limit(count * Float.BYTES));
        }
    }
}
