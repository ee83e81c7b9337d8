package io.plumbline.service;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * A configuration file as flat keys: YAML ({@code .yaml}, {@code .yml}), where nesting reads like dots and lists become
 * comma-separated, or {@code .properties}. Scalars keep their spelling: {@code 0123} stays {@code 0123}.
 */
final class ConfigurationFile {

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ConfigurationFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with one sentence for people, if it does not exist or cannot be understood
     */
    static Map<String, String> read(Path file) {
        String name = file.toString();
        try {
            String text = Files.readString(file);
            if (name.endsWith(".properties")) {
                return properties(text);
            }
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return yaml(text);
            }
            throw new IllegalArgumentException(
                    "configuration file " + name + " must end in .yaml, .yml or .properties");
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("configuration file " + name + " does not exist", missing);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(sentence(name, malformed), malformed);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "configuration file " + name + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Reads the text of a YAML file.
     *
     * @param name of the file, for sentences
     * @throws IllegalArgumentException with one sentence for people, if it cannot be understood
     */
    static Map<String, String> parse(String name, String text) {
        try {
            return yaml(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(sentence(name, malformed), malformed);
        } catch (IOException impossible) {
            throw new IllegalStateException("a text can be read", impossible);
        }
    }

    private static String sentence(String name, JsonProcessingException malformed) {
        JsonLocation at = malformed.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        String what = malformed.getOriginalMessage().lines().findFirst().orElse("malformed");
        return "configuration file " + name + " is no valid YAML" + where + ": " + what;
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            values.put(key, properties.getProperty(key).strip());
        }
        return values;
    }

    private static Map<String, String> yaml(String text) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                return values;
            }
            if (!parser.isExpectedStartObjectToken()) {
                throw new IllegalArgumentException("a YAML configuration file must consist of 'key: value' lines");
            }
            object(parser, "", values);
        }
        return values;
    }

    private static void object(YAMLParser parser, String prefix, Map<String, String> values) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String key = prefix + name;
            switch (parser.nextToken()) {
                case START_OBJECT -> object(parser, key + ".", values);
                case START_ARRAY -> values.put(key, list(parser, key));
                default -> values.put(key, scalar(parser, key));
            }
        }
    }

    private static String list(YAMLParser parser, String key) throws IOException {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isScalarValue()) {
                throw new IllegalArgumentException(key + " must be a list of plain values in the configuration file");
            }
            items.add(scalar(parser, key));
        }
        return String.join(",", items);
    }

    private static String scalar(YAMLParser parser, String key) throws IOException {
        if (parser.isCurrentAlias()) {
            throw new IllegalArgumentException(key + " is a YAML alias, which is not supported: write the value out");
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL || parser.getText().isEmpty()) {
            throw new IllegalArgumentException(key + " has no value in the configuration file");
        }
        return parser.getText();
    }
}
