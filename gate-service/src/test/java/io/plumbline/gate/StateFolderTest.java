package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    private static final String PROCESS = "kafka-streams-process-metadata";

    @TempDir
    private Path directory;

    @Test
    void keepsTheIdOfTheGateThatComesBack() throws IOException {
        // Given
        folder("one").prepare();
        Path id = leaveId();

        // When
        folder("one").prepare();

        // Then
        assertThat(id).exists();
    }

    @Test
    void givesACopyAtAnotherGateAnotherId() throws IOException {
        // Given
        folder("one").prepare();
        Path id = leaveId();

        // When
        folder("two").prepare();

        // Then
        assertThat(id).doesNotExist();
    }

    @Test
    void keepsTheIdOfAGateThatWroteNoName() throws IOException {
        // Given
        Files.createDirectories(directory.resolve("plumbline-gate"));
        Path id = leaveId();

        // When
        folder("one").prepare();

        // Then
        assertThat(id).exists();
    }

    @Test
    void leavesTheFolderOfARunningGateAlone() throws IOException {
        // Given
        folder("one").prepare();
        Path id = leaveId();
        try (FileChannel running =
                        FileChannel.open(directory.resolve("plumbline-gate/.lock"), StandardOpenOption.WRITE);
                FileLock lock = running.lock()) {

            // When
            folder("two").prepare();

            // Then
            assertThat(lock.isValid()).isTrue();
            assertThat(id).exists();
        }
    }

    @Test
    void removesStoresThatAKilledGateLeftUnfinished() throws IOException {
        // Given
        folder("one").prepare();
        Path killed = store("0_3");
        Path whole = store("0_4");
        Path checkpoint = Files.writeString(directory.resolve("plumbline-gate/0_4/.checkpoint"), "0\n0\n");

        // When
        folder("one").prepare();

        // Then
        assertThat(killed.getParent()).doesNotExist();
        assertThat(whole).exists();
        assertThat(checkpoint).exists();
    }

    @Test
    void leavesStoresOfARunningGateAlone() throws IOException {
        // Given
        folder("one").prepare();
        Path inUse = store("0_3");
        try (FileChannel running =
                        FileChannel.open(directory.resolve("plumbline-gate/.lock"), StandardOpenOption.WRITE);
                FileLock lock = running.lock()) {

            // When
            folder("one").prepare();

            // Then
            assertThat(lock.isValid()).isTrue();
            assertThat(inUse).exists();
        }
    }

    @Test
    void saysWhichFolderItCannotMake() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("file"), "");

        // Then
        assertThatThrownBy(() -> new StateFolder(file, "plumbline-gate", "one").prepare())
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("The gate cannot make its state directory " + file)
                .hasMessageEndingWith("choose another with --set gate.state-directory=…");
    }

    private StateFolder folder(String gate) {
        return new StateFolder(directory, "plumbline-gate", gate);
    }

    private Path store(String task) throws IOException {
        Path folder =
                Files.createDirectories(directory.resolve("plumbline-gate").resolve(task));
        return Files.createDirectories(folder.resolve("rocksdb"));
    }

    private Path leaveId() throws IOException {
        return Files.writeString(directory.resolve("plumbline-gate").resolve(PROCESS), "{}");
    }
}
