package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents point to is there: tests behind promises, and links within the repository. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#\\s]+)");

    @Test
    void everyTestThatADocumentNamesIsThere() throws IOException {
        // Given
        Set<String> classes = files("java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        // When
        Set<String> missing = new TreeSet<>();
        for (Path document : documents()) {
            TEST.matcher(Files.readString(document))
                    .results()
                    .filter(named -> !classes.contains(named.group(1)))
                    .forEach(named -> missing.add(ROOT.relativize(document) + ": " + named.group(1)));
        }

        // Then
        assertThat(missing).isEmpty();
    }

    @Test
    void everyLinkWithinTheRepositoryLeadsSomewhere() throws IOException {
        // When
        Set<String> dead = new TreeSet<>();
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document))
                    .results()
                    .filter(link -> !Files.exists(document.resolveSibling(link.group(1))))
                    .forEach(link -> dead.add(ROOT.relativize(document) + ": " + link.group(1)));
        }

        // Then
        assertThat(dead).isEmpty();
    }

    private static Set<Path> documents() throws IOException {
        return files("md");
    }

    /** Returns the files of the sources with an ending, built and written ones left out. */
    private static Set<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith("." + ending))
                    .filter(file -> Stream.of("target", ".git", "plumbline-data", "node_modules")
                            .noneMatch(
                                    folder -> ROOT.relativize(file).toString().contains(folder + "/")))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
