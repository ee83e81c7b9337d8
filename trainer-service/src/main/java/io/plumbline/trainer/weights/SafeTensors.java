package io.plumbline.trainer.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.trainer.data.DataException;
import io.plumbline.trainer.engine.NamedArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A safetensors file of 32-bit floats: 8 bytes little-endian length of the header, the header in JSON (dtype, shape and
 * data offsets of every tensor, texts under {@code __metadata__}), then the values, without gaps. Source: the format's
 * description in the repository huggingface/safetensors.
 *
 * @param metadata texts
 * @param tensors in the order of their data
 */
record SafeTensors(Map<String, String> metadata, List<NamedArray> tensors) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    /** The values begin at a multiple of this, as the format's own writers see to. */
    private static final int ALIGNMENT = 8;

    SafeTensors {
        metadata = new TreeMap<>(metadata);
        tensors = List.copyOf(tensors);
    }

    /** Returns the file. */
    byte[] bytes() throws JsonProcessingException {
        byte[] header = header();
        int size = tensors.stream().mapToInt(tensor -> tensor.values().length).sum() * Float.BYTES;
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + header.length + size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        for (NamedArray tensor : tensors) {
            for (float value : tensor.values()) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }

    private byte[] header() throws JsonProcessingException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject(METADATA);
        metadata.forEach(texts::put);
        long offset = 0;
        for (NamedArray tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            for (int size : tensor.shape()) {
                shape.add(size);
            }
            long end = offset + (long) tensor.values().length * Float.BYTES;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = JSON.writeValueAsString(header);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is none of these, or cut short, in one sentence
     */
    static SafeTensors read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + " is no file: expected a safetensors file");
        }
        try {
            return parse(file, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException unreadable) {
            throw new DataException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static SafeTensors parse(Path file, ByteBuffer bytes) {
        long length = bytes.remaining() < Long.BYTES ? -1 : bytes.getLong();
        require(
                length >= 2 && length <= bytes.remaining(),
                file + " is no safetensors file: expected the length of a header in its first 8 bytes");
        byte[] text = new byte[(int) length];
        bytes.get(text);
        JsonNode header = json(file, text);
        ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, String> metadata = new TreeMap<>();
        List<NamedArray> tensors = new ArrayList<>();
        long expected = 0;
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals(METADATA)) {
                entry.getValue()
                        .properties()
                        .forEach(item ->
                                metadata.put(item.getKey(), item.getValue().asText()));
            } else {
                TensorEntry tensor = TensorEntry.of(file, entry.getKey(), entry.getValue());
                tensors.add(tensor.read(file, data, expected));
                expected = tensor.end();
            }
        }
        require(expected == data.capacity(), file + " goes on after its last tensor, expected its end");
        return new SafeTensors(metadata, tensors);
    }

    private static JsonNode json(Path file, byte[] text) {
        try {
            JsonNode header = JSON.readTree(text);
            require(header.isObject(), file + " is no safetensors file: its header is no JSON object");
            return header;
        } catch (IOException malformed) {
            throw new DataException(file + " is no safetensors file: its header is no JSON");
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new DataException(sentence);
        }
    }
}
