package io.plumbline.core.gating;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes numbers one after another, bit for bit, into bytes that grow. Not thread safe. */
final class StateWriter {

    private ByteBuffer bytes = ByteBuffer.allocate(1024);

    StateWriter put(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
        return this;
    }

    StateWriter put(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    StateWriter put(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    StateWriter put(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    StateWriter put(byte[] values) {
        put(values.length);
        room(values.length).put(values);
        return this;
    }

    StateWriter put(int[] values) {
        put(values.length);
        ByteBuffer room = room(values.length * Integer.BYTES);
        for (int value : values) {
            room.putInt(value);
        }
        return this;
    }

    StateWriter put(double[] values) {
        put(values.length);
        ByteBuffer room = room(values.length * Double.BYTES);
        for (double value : values) {
            room.putDouble(value);
        }
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private ByteBuffer room(int wanted) {
        if (bytes.remaining() < wanted) {
            int grown = Math.max(2 * bytes.capacity(), bytes.position() + wanted);
            bytes = ByteBuffer.allocate(grown).put(bytes.flip());
        }
        return bytes;
    }
}
