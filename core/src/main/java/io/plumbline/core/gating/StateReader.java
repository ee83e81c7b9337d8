package io.plumbline.core.gating;

import java.nio.ByteBuffer;

/** Reads what {@link StateWriter} wrote, in the same order. Not thread safe. */
final class StateReader {

    private final ByteBuffer bytes;

    StateReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    boolean getBoolean() {
        return bytes.get() != 0;
    }

    int getInt() {
        return bytes.getInt();
    }

    long getLong() {
        return bytes.getLong();
    }

    double getDouble() {
        return bytes.getDouble();
    }

    byte[] getBytes() {
        byte[] values = new byte[length(Byte.BYTES)];
        bytes.get(values);
        return values;
    }

    int[] getInts() {
        int[] values = new int[length(Integer.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getInt();
        }
        return values;
    }

    double[] getDoubles() {
        double[] values = new double[length(Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getDouble();
        }
        return values;
    }

    private int length(int width) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining() / width) {
            throw new IllegalArgumentException(
                    "state is cut short: " + length + " values announced, " + bytes.remaining() / width + " left");
        }
        return length;
    }
}
