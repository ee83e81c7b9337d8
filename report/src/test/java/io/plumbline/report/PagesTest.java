package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {

    @TempDir
    private Path folder;

    @Test
    void areWholeWhereManyWriteTheSameAtOnce() throws IOException {
        // Given
        Path page = folder.resolve("new/report.html");
        List<String> texts = IntStream.range(0, 16)
                .mapToObj(i -> Integer.toString(i).repeat(100_000))
                .toList();

        // When
        texts.parallelStream().forEach(text -> Pages.write(page, text));

        // Then
        assertThat(texts).contains(Files.readString(page));
        try (Stream<Path> files = Files.list(page.getParent())) {
            assertThat(files).containsExactly(page);
        }
    }

    @Test
    void sayWhereTheyCannotBeWritten() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // Then
        assertThatThrownBy(() -> Pages.write(file.resolve("report.html"), ""))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(
                        file.resolve("report.html") + " cannot be written: a file is in the place of a folder")
                .hasMessageEndingWith("; choose another place with --output");
        assertThatThrownBy(() -> Pages.write(folder, "")).hasMessage(folder + " is a directory: name a file to write");
    }
}
