package io.plumbline.engine.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the header of a safetensors file says of one tensor of 32-bit floats.
 *
 * @param name of it, not blank
 * @param shape sizes, each at least 0; none: one number
 * @param begin first byte after the header, at least 0
 * @param end one past the last byte: as many bytes as the shape holds floats
 */
record TensorEntry(String name, List<Long> shape, long begin, long end) {

    /** The only type that we write and read. */
    static final String TYPE = "F32";

    TensorEntry {
        shape = List.copyOf(shape);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tensor has no name");
        }
        if (shape.stream().anyMatch(size -> size < 0) || begin < 0 || end < begin) {
            throw new IllegalArgumentException("tensor " + name + " has shape " + shape + " and data offsets " + begin
                    + " to " + end + ": expected none below 0, and an end that is not before its begin");
        }
        if (bytes(name, shape) != end - begin) {
            throw new IllegalArgumentException("tensor " + name + ": shape " + shape + " does not hold "
                    + (end - begin) / (double) Float.BYTES + " values");
        }
    }

    /** Returns the entry of a tensor that begins where those before it end. */
    static TensorEntry from(long begin, String name, List<Long> shape) {
        return new TensorEntry(name, shape, begin, begin + bytes(name, shape));
    }

    /**
     * Reads an entry.
     *
     * @throws IllegalArgumentException if it is not as the format says, or of another type, in one sentence
     */
    static TensorEntry of(String name, JsonNode entry) {
        JsonNode type = entry.path("dtype");
        if (!type.isTextual() || !type.textValue().equals(TYPE)) {
            throw new IllegalArgumentException("tensor " + name + " is of type "
                    + (type.isTextual() ? "'" + type.textValue() + "'" : type.toString()) + ", expected " + TYPE);
        }
        List<Long> offsets = numbers(name, "data_offsets", entry);
        if (offsets.size() != 2) {
            throw new IllegalArgumentException("tensor " + name + " has " + offsets.size()
                    + " data_offsets, expected 2: where its values begin and where they end");
        }
        return new TensorEntry(name, numbers(name, "shape", entry), offsets.get(0), offsets.get(1));
    }

    private static List<Long> numbers(String name, String key, JsonNode entry) {
        JsonNode array = entry.path(key);
        if (!array.isArray()) {
            throw new IllegalArgumentException("tensor " + name + " has no " + key + ", expected whole numbers");
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonNode item : array) {
            if (!item.isIntegralNumber() || !item.canConvertToLong()) {
                throw new IllegalArgumentException(
                        "tensor " + name + " has " + key + " " + array + ", expected whole numbers");
            }
            numbers.add(item.longValue());
        }
        return numbers;
    }

    private static long bytes(String name, List<Long> shape) {
        try {
            return shape.stream().reduce((long) Float.BYTES, Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException("tensor " + name + " has a shape beyond all files: " + shape, overflow);
        }
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
