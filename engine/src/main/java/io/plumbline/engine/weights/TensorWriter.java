package io.plumbline.engine.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Writes a safetensors file from one end to the other, so that it needs no more memory than a buffer. */
final class TensorWriter {

    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private long floats;

    private TensorWriter(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes a file that is not there yet.
     *
     * @param header of it
     * @param values hands over the numbers of all tensors in the order of the header, in pieces
     * @throws IllegalArgumentException if there are more or fewer than the header tells of
     */
    static void write(Path file, SafeTensors header, Consumer<Consumer<float[]>> values) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            TensorWriter writer = new TensorWriter(channel);
            writer.header(header.bytes());
            values.accept(writer::floats);
            writer.flush();
            long expected = header.dataBytes() / Float.BYTES;
            if (writer.floats != expected) {
                throw new IllegalArgumentException(
                        "a network of " + expected + " numbers was to be written, got " + writer.floats);
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void header(byte[] text) throws IOException {
        buffer.putLong(text.length);
        flush();
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void floats(float[] values) {
        for (float value : values) {
            if (buffer.remaining() < Float.BYTES) {
                flush();
            }
            buffer.putFloat(value);
        }
        floats += values.length;
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
