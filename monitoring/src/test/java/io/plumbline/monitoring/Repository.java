package io.plumbline.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Files of the checkout that these tests look at. */
final class Repository {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Pattern QUERY = Pattern.compile("```promql\n(.*?)```", Pattern.DOTALL);

    private Repository() {}

    /** Returns a file by its path from the root. */
    static Path file(String path) {
        return Path.of("..").resolve(path).toAbsolutePath().normalize();
    }

    /** Returns the files of a folder, by name. */
    static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(file(folder))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the text of a file. */
    static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the queries that answer operators' questions. */
    static List<String> questions() {
        return QUERY.matcher(text("docs/monitoring.md"))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Returns what a file of YAML, or of JSON, which is YAML, holds. */
    static JsonNode tree(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " is no YAML", unreadable);
        }
    }

    /** Returns the elements of an array; none of what is missing. */
    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
