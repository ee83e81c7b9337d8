package io.plumbline.engine.weights;

import io.plumbline.core.files.FileTrouble;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Reads a safetensors file: its header first, which is checked whole before anything is made room for, then tensor by
 * tensor. Every error is a {@link DataException} in one sentence that names the file.
 */
final class TensorReader {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final SafeTensors header;
    private final long dataBegin;

    private TensorReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long size = channel.size();
        long length = size < Long.BYTES ? -1 : bytes(0, Long.BYTES).getLong();
        if (length < 2 || length > size - Long.BYTES) {
            throw refused(" is no safetensors file: expected the length of a header in its first 8 bytes");
        }
        if (length > SafeTensors.MOST_BYTES) {
            throw refused(" has a header of " + length + " bytes: expected at most " + SafeTensors.MOST_BYTES);
        }
        this.header = parse(bytes(Long.BYTES, (int) length).array());
        this.dataBegin = Long.BYTES + length;
        requireSize(size - dataBegin);
    }

    /** Opens a file, reads its header, and closes it when all was taken out that is wanted. */
    static <T> T read(Path file, Function<TensorReader, T> take) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + " is no file: expected a safetensors file");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return take.apply(new TensorReader(file, channel));
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    SafeTensors header() {
        return header;
    }

    /** Reads the values of a tensor, which must be finite. */
    NamedArray values(TensorEntry tensor) {
        int[] shape = tensor.shape().stream().mapToInt(Math::toIntExact).toArray();
        return NamedArray.filled(tensor.name(), shape, values -> fill(tensor, values));
    }

    private void fill(TensorEntry tensor, float[] values) {
        try {
            int place = 0;
            for (long at = tensor.begin(); at < tensor.end(); at += BUFFER) {
                ByteBuffer bytes = bytes(dataBegin + at, (int) Math.min(BUFFER, tensor.end() - at));
                while (bytes.hasRemaining()) {
                    values[place] = finite(tensor, place, bytes.getFloat());
                    place++;
                }
            }
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private float finite(TensorEntry tensor, int place, float value) {
        if (!Float.isFinite(value)) {
            throw refused(": tensor " + tensor.name() + " holds " + value + " at place " + place
                    + ", expected finite numbers");
        }
        return value;
    }

    private SafeTensors parse(byte[] text) {
        try {
            return SafeTensors.parse(text);
        } catch (IllegalArgumentException malformed) {
            String sentence = malformed.getMessage();
            throw refused((sentence.startsWith("its header") ? " is no safetensors file: " : ": ") + sentence);
        }
    }

    private void requireSize(long size) {
        for (TensorEntry tensor : header.tensors()) {
            if (tensor.end() > size) {
                throw refused(" is truncated: tensor " + tensor.name() + " ends at byte " + tensor.end()
                        + " after the header, but the file holds " + size);
            }
        }
        if (header.dataBytes() != size) {
            throw refused(" goes on after its last tensor, expected its end: " + (size - header.dataBytes())
                    + " bytes more than its header tells of");
        }
    }

    /** Reads bytes of the file, which are known to be there. */
    private ByteBuffer bytes(long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw refused(" became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private DataException refused(String sentence) {
        return new DataException(file + sentence);
    }

    private static DataException unreadable(Path file, IOException why) {
        return new DataException(file + " cannot be read: " + FileTrouble.why(file, why));
    }
}
