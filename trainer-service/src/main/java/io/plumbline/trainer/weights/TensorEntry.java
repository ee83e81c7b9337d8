package io.plumbline.trainer.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.trainer.data.DataException;
import io.plumbline.trainer.engine.NamedArray;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * What the header of a safetensors file says of one tensor.
 *
 * @param name of it
 * @param shape sizes, each at least 1
 * @param begin first byte after the header
 * @param end one past the last byte
 */
@SuppressWarnings("ArrayRecordComponent") // lives while one header is read, is never compared
record TensorEntry(String name, int[] shape, long begin, long end) {

    static TensorEntry of(Path file, String name, JsonNode entry) {
        JsonNode offsets = entry.path("data_offsets");
        if (!entry.path("dtype").asText().equals("F32")) {
            throw new DataException(file + ": tensor " + name + " is of type '"
                    + entry.path("dtype").asText() + "', expected F32");
        }
        if (!entry.path("shape").isArray() || offsets.size() != 2) {
            throw new DataException(file + ": tensor " + name + " has no shape or no data_offsets");
        }
        int[] shape = new int[entry.path("shape").size()];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = entry.path("shape").get(d).asInt();
        }
        return new TensorEntry(
                name, shape, offsets.get(0).asLong(-1), offsets.get(1).asLong(-1));
    }

    /** Reads the values, which must begin where those before them end. */
    NamedArray read(Path file, ByteBuffer data, long expected) {
        if (begin != expected || end < begin || (end - begin) % Float.BYTES != 0) {
            throw new DataException(file + ": tensor " + name + " has data offsets " + begin + " to " + end
                    + ", expected whole floats from " + expected + " on");
        }
        if (end > data.capacity()) {
            throw new DataException(file + " is truncated: tensor " + name + " ends at byte " + end
                    + " after the header, but the file holds " + data.capacity());
        }
        float[] values = new float[(int) (end - begin) / Float.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.getFloat((int) begin + i * Float.BYTES);
        }
        try {
            return new NamedArray(name, shape, values);
        } catch (IllegalArgumentException | ArithmeticException misfit) {
            throw new DataException(file + ": tensor " + misfit.getMessage());
        }
    }
}
