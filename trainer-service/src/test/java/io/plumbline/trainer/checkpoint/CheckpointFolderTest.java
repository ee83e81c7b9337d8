package io.plumbline.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    @TempDir
    private Path directory;

    private final List<String> told = new ArrayList<>();
    private CheckpointFolder folder = new CheckpointFolder(Path.of("nowhere"), 2);

    @BeforeEach
    void layOut() {
        folder = new CheckpointFolder(directory.resolve("checkpoints"), 2);
    }

    @Test
    void keepsTheLastTwo() {
        // When
        for (long step : new long[] {0, 90, 100, 1000}) {
            folder.write(Checkpointed.of("r", 1, step));
        }

        // Then
        assertThat(names()).containsExactly("attempt-1-step-1000.safetensors", "attempt-1-step-100.safetensors");
    }

    @Test
    void anEarlierAttemptHidesAndRemovesNothingOfALaterOne() {
        // Given
        folder.write(Checkpointed.of("r", 2, 50));
        folder.write(Checkpointed.of("r", 2, 60));

        // When: a trainer that was believed dead
        folder.write(Checkpointed.of("r", 1, 900));
        folder.write(Checkpointed.of("r", 1, 950));
        folder.write(Checkpointed.of("r", 1, 990));

        // Then
        assertThat(names())
                .containsExactly(
                        "attempt-2-step-60.safetensors",
                        "attempt-2-step-50.safetensors",
                        "attempt-1-step-990.safetensors",
                        "attempt-1-step-950.safetensors");
        assertThat(newest("r")).hasValue(60L);
    }

    @Test
    void passesOverWhatIsDamagedEmptyOrOfAnotherRunAndSaysSo() throws IOException {
        // Given
        Path good = folder.write(Checkpointed.of("r", 1, 10));
        Path other = folder.write(Checkpointed.of("other", 1, 20));
        Path empty = folder.directory().resolve("attempt-1-step-30.safetensors");
        Files.createFile(empty);
        Path cut = folder.directory().resolve("attempt-1-step-40.safetensors");
        byte[] whole = Files.readAllBytes(good);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 4));

        // Then
        assertThat(newest("r")).hasValue(10L);
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).startsWith(cut + " ").endsWith("; the checkpoint before it is taken");
        assertThat(told.get(1)).startsWith(empty + " is no safetensors file");
        assertThat(told.get(2)).isEqualTo(other + " is passed over: it is of run 'other'");
        assertThat(folder.newestHead("r")).map(Head::step).hasValue(10L);
    }

    @Test
    void findsTheHeadOfACheckpointWhoseNetworkIsDamaged() throws IOException {
        // Given
        folder.write(Checkpointed.of("r", 1, 10));
        Path newest = folder.write(Checkpointed.of("r", 1, 20));
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;

        // When
        Files.write(newest, bytes);

        // Then
        assertThat(folder.newestHead("r")).map(Head::step).hasValue(20L);
        assertThat(newest("r")).hasValue(10L);
        assertThat(told)
                .containsExactly(newest
                        + " is damaged: its checksum is not that of its content; the checkpoint before it is taken");
    }

    @Test
    void removesWhatAKilledProcessHadBegunToWrite() throws IOException {
        // Given
        folder.write(Checkpointed.of("r", 1, 10));
        Files.createFile(folder.directory().resolve("attempt-1-step-20.safetensors.x.part"));

        // When
        folder.write(Checkpointed.of("r", 2, 15));

        // Then
        assertThat(folder.directory()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void leavesTheGoodOnesWhereTheNextCannotBeWritten() throws IOException {
        // Given
        folder.write(Checkpointed.of("r", 1, 10));
        Files.createDirectory(folder.directory().resolve("attempt-1-step-20.safetensors"));
        Files.createFile(
                folder.directory().resolve("attempt-1-step-20.safetensors").resolve("in-the-way"));

        // Then
        assertThatThrownBy(() -> folder.write(Checkpointed.of("r", 1, 20)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("attempt-1-step-20.safetensors cannot be written: ");
        assertThat(newest("r")).hasValue(10L);
    }

    @Test
    void hasNothingWhereThereIsNoFolder() {
        assertThat(folder.files()).isEmpty();
        assertThat(newest("r")).isEmpty();
    }

    private Optional<Long> newest(String run) {
        return folder.newest(run, found -> Optional.of(found.head().step()), told::add);
    }

    private List<String> names() {
        return folder.files().stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }
}
