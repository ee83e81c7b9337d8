package io.plumbline.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWriterTest implements CheckpointWriter.Listener {

    @TempDir
    private Path directory;

    private final List<Long> written = new CopyOnWriteArrayList<>();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final AtomicBoolean settled = new AtomicBoolean();
    private CheckpointFolder folder = new CheckpointFolder(Path.of("nowhere"), 2);
    private CheckpointWriter writer = new CheckpointWriter(folder, mark -> true, this);

    @BeforeEach
    void start() {
        writer.close();
        folder = new CheckpointFolder(directory.resolve("checkpoints"), 2);
        writer = new CheckpointWriter(folder, mark -> settled.get(), this);
    }

    @AfterEach
    void end() {
        writer.close();
    }

    @Override
    public void written(Path file, long step, double ms) {
        written.add(step);
    }

    @Override
    public void failed(String sentence) {
        failed.add(sentence);
    }

    @Test
    void writesOnceAllBeforeItIsSettledAndTakesNoOtherMeanwhile() {
        // Given
        writer.offer(Checkpointed.of("r", 1, 10));

        // Then
        assertThat(writer.isIdle()).isFalse();
        assertThat(folder.files()).isEmpty();

        // When
        settled.set(true);

        // Then
        await().until(writer::isIdle);
        assertThat(written).containsExactly(10L);
    }

    @Test
    void writesTheLastOneWhateverIsSettledAndNotTheOneThatWaited() {
        // Given
        writer.offer(Checkpointed.of("r", 1, 10));

        // When
        writer.last(Checkpointed.of("r", 1, 20));

        // Then
        assertThat(written).containsExactly(20L);
        assertThat(folder.files()).hasSize(1);
    }

    @Test
    void saysThatOneCannotBeWrittenAndGoesOn() throws IOException {
        // Given: a file where the folder should be
        settled.set(true);
        Path inTheWay = Files.createFile(directory.resolve("checkpoints"));

        // When
        writer.offer(Checkpointed.of("r", 1, 10));
        await().until(writer::isIdle);
        Files.delete(inTheWay);
        writer.offer(Checkpointed.of("r", 1, 20));
        await().until(writer::isIdle);

        // Then
        assertThat(failed).hasSize(1).allMatch(sentence -> sentence.contains(" cannot be written: "));
        assertThat(written).containsExactly(20L);
    }
}
