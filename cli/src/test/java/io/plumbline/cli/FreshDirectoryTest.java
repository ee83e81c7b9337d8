package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void hasTheNameWhereNobodyHasIt() {
        assertThat(FreshDirectory.make(folder.resolve("a"), "demo"))
                .isEqualTo(folder.resolve("a/demo"))
                .isDirectory();
    }

    @Test
    void isAnotherForEveryOneWhoAsksAtTheSameTime() {
        // When
        List<Path> made = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> FreshDirectory.make(folder, "demo"))
                .toList();

        // Then
        assertThat(made).doesNotHaveDuplicates().allMatch(Files::isDirectory);
        assertThat(made).contains(folder.resolve("demo"), folder.resolve("demo-2"), folder.resolve("demo-16"));
    }

    @Test
    void saysWhereNoneCanBeMade() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // Then
        assertThatThrownBy(() -> FreshDirectory.make(file, "demo"))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("no directory can be made in " + file);
    }
}
