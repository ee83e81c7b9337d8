package io.plumbline.service;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One YAML document as flat keys: nesting becomes dots, lists become comma-separated, scalars keep their spelling
 * ({@code 0123} stays {@code 0123}). A key has only one value, in whichever form it is written.
 */
final class YamlText {

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String YAML_TAG = "tag:yaml.org,2002:";

    /** Tags that are allowed because every value is a text here: its reader knows the type. */
    private static final Set<String> PLAIN_TAGS = Set.of("str", "int", "float", "bool", "map", "seq");

    private final YAMLParser parser;
    private final Map<String, String> values = new LinkedHashMap<>();

    private YamlText(YAMLParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the text of a file.
     *
     * @param name of the file, for sentences
     * @throws IllegalArgumentException with one sentence for people, if it cannot be understood
     */
    static Map<String, String> read(String name, String text) {
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlText(parser).document(name);
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

    private Map<String, String> document(String name) throws IOException {
        if (parser.nextToken() == null) {
            return values;
        }
        if (!parser.isExpectedStartObjectToken()) {
            throw new IllegalArgumentException("a YAML configuration file must consist of 'key: value' lines");
        }
        object("");
        if (parser.nextToken() != null) {
            throw ConfigurationFile.refused(
                    name,
                    "has a second document, at line "
                            + parser.currentTokenLocation().getLineNr()
                            + ": expected one, without '---' between settings");
        }
        return values;
    }

    private void object(String prefix) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String key = prefix + name;
            JsonToken token = parser.nextToken();
            requirePlainTag(key);
            switch (token) {
                case START_OBJECT -> object(key + ".");
                case START_ARRAY -> put(key, list(key));
                default -> put(key, scalar(key));
            }
        }
    }

    private void put(String key, String value) {
        if (values.put(key, value) != null) {
            throw new IllegalArgumentException(key
                    + " is given twice in the configuration file, once nested and once with a dot: expected it once");
        }
    }

    private String list(String key) throws IOException {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isScalarValue()) {
                throw new IllegalArgumentException(key + " must be a list of plain values in the configuration file");
            }
            requirePlainTag(key);
            items.add(scalar(key));
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException(key + " has no value in the configuration file");
        }
        return String.join(",", items);
    }

    private String scalar(String key) throws IOException {
        if (parser.isCurrentAlias()) {
            throw new IllegalArgumentException(key + " is a YAML alias, which is not supported: write the value out");
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL || parser.getText().isEmpty()) {
            throw new IllegalArgumentException(key + " has no value in the configuration file");
        }
        return parser.getText();
    }

    private void requirePlainTag(String key) throws IOException {
        if (parser.getTypeId() == null) {
            return;
        }
        String tag = parser.getTypeId().replaceFirst("^" + YAML_TAG, "");
        if (!PLAIN_TAGS.contains(tag)) {
            throw new IllegalArgumentException(
                    key + " has the YAML tag " + tag + ", which means nothing here: leave it out");
        }
    }
}
