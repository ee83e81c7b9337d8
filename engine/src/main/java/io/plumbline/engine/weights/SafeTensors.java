package io.plumbline.engine.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a safetensors file of 32-bit floats. The file: 8 bytes little-endian length of the header; the header in
 * JSON, from its first byte on, spaces behind it allowed: dtype, shape and data offsets of every tensor, texts under
 * {@code __metadata__}; then the values, without gaps or overlaps, in any order. Source: the format's description in the
 * repository huggingface/safetensors.
 *
 * @param metadata texts
 * @param tensors in the order of their data
 */
record SafeTensors(Map<String, String> metadata, List<TensorEntry> tensors) {

    /** The format allows 100 MB. What describes a network takes kilobytes, and what this allows fits into any heap. */
    static final int MOST_BYTES = 8 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String METADATA = "__metadata__";
    /** The values begin at a multiple of this, as the format's own writers see to. */
    private static final int ALIGNMENT = 8;

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if there are gaps or overlaps between tensors
     */
    SafeTensors {
        metadata = new TreeMap<>(metadata);
        tensors = tensors.stream()
                .sorted(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end))
                .toList();
        long expected = 0;
        for (TensorEntry tensor : tensors) {
            if (tensor.begin() != expected) {
                throw new IllegalArgumentException("tensor " + tensor.name() + " has data offsets " + tensor.begin()
                        + " to " + tensor.end() + ", expected whole floats from " + expected + " on");
            }
            expected = tensor.end();
        }
    }

    /** Returns the bytes of all values. */
    long dataBytes() {
        return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
    }

    /** Returns the header in bytes, padded with spaces. */
    byte[] bytes() {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject(METADATA);
        metadata.forEach(texts::put);
        for (TensorEntry tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", TensorEntry.TYPE);
            ArrayNode shape = entry.putArray("shape");
            tensor.shape().forEach(shape::add);
            entry.putArray("data_offsets").add(tensor.begin()).add(tensor.end());
        }
        String text = header.toString();
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a header.
     *
     * @throws IllegalArgumentException if it is not as the format says, in one sentence that begins with "its header"
     *     or with the tensor
     */
    static SafeTensors parse(byte[] bytes) {
        JsonNode header = json(bytes);
        Map<String, String> metadata = new TreeMap<>();
        List<TensorEntry> tensors = new ArrayList<>();
        header.properties().forEach(entry -> {
            if (entry.getKey().equals(METADATA)) {
                metadata.putAll(texts(entry.getValue()));
            } else {
                tensors.add(TensorEntry.of(sound(entry.getKey()), entry.getValue()));
            }
        });
        return new SafeTensors(metadata, tensors);
    }

    private static Map<String, String> texts(JsonNode metadata) {
        require(metadata.isObject(), "its header has a " + METADATA + " that is no JSON object");
        Map<String, String> texts = new TreeMap<>();
        metadata.properties().forEach(entry -> {
            require(
                    entry.getValue().isTextual(),
                    "its header has metadata that is no text: " + entry.getKey() + " is " + entry.getValue());
            texts.put(sound(entry.getKey()), sound(entry.getValue().textValue()));
        });
        return texts;
    }

    private static JsonNode json(byte[] bytes) {
        String text = text(bytes);
        String end = text.stripTrailing();
        require(text.startsWith("{"), "its header is no JSON object that begins with {");
        require(
                text.substring(end.length()).chars().allMatch(c -> c == ' '),
                "its header goes on after its JSON with something else than spaces");
        try {
            return JSON.readTree(end);
        } catch (JsonProcessingException malformed) {
            String why = malformed.getOriginalMessage().lines().findFirst().orElse("");
            throw new IllegalArgumentException("its header is no JSON that the format allows: " + why, malformed);
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("its header is not in UTF-8", malformed);
        }
    }

    /** The format's own reader takes neither half a character nor NUL, which would end a text for readers in C. */
    private static String sound(String text) {
        require(
                text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text),
                "its header has a text with NUL or half a character in it");
        return text;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
