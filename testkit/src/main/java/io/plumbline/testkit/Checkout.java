package io.plumbline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Files of the checkout that tests of one room look at in others: documents, rules, manifests. */
public final class Checkout {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Checkout() {}

    /** Returns a file by its path from the root. */
    public static Path file(String path) {
        return Path.of("..").resolve(path).toAbsolutePath().normalize();
    }

    /** Returns the files of a folder, by name. */
    public static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(file(folder))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the text of a file. */
    public static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns what a file of YAML, or of JSON, which is YAML, holds. */
    public static JsonNode tree(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " is no YAML", unreadable);
        }
    }

    /** Returns what a file of several YAML documents holds. */
    public static List<JsonNode> trees(Path file) {
        try {
            return trees(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns what a text of several YAML documents holds. */
    public static List<JsonNode> trees(String text) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "no YAML: " + text.lines().findFirst().orElse(""), unreadable);
        }
    }

    /** Returns the elements of an array; none of what is missing. */
    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
