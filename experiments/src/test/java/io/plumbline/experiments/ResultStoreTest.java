package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {

    @TempDir
    private Path home;

    private final Job job = Job.of(
            Plans.of("dense,random", "1,2"),
            Plans.PLAN_DATA,
            Plans.of("dense,random", "1,2")
                    .candidates(Methods.named("dense").orElseThrow())
                    .get(0),
            Pass.FINAL,
            1,
            Map.of());

    @Test
    void givesBackWhatWasWrittenAfterItWasClosedAndOpenedAgain() throws IOException {
        // Given
        Result result = SyntheticResults.of(job, 0.97, 3);
        try (ResultStore store = ResultStore.open(home)) {
            ResultStore.write(result, store.file(job.key()));
        }

        // When
        try (ResultStore store = ResultStore.open(home)) {
            // Then
            assertThat(store.find(job.key())).contains(result);
            assertThat(store.find("unknown")).isEmpty();
        }
    }

    @Test
    void keepsWhatWasNotMeasured() throws IOException {
        // Given
        Result result = SyntheticResults.of(job, Double.NaN, 3);

        // When
        try (ResultStore store = ResultStore.open(home)) {
            ResultStore.write(result, store.file(job.key()));

            // Then
            assertThat(store.find(job.key()).orElseThrow().last().trainingLoss())
                    .isNaN();
        }
    }

    @Test
    void readsFilesOfBeforeThereWereAverages() throws IOException {
        // Given
        Result result = SyntheticResults.of(job, 0.97, 3);
        try (ResultStore store = ResultStore.open(home)) {
            ResultStore.write(result, store.file(job.key()));
            String text = Files.readString(store.file(job.key()));
            String old = text.replaceAll("\"averaged\":\\{[^}]*},", "");
            assertThat(old).hasSizeLessThan(text.length()).doesNotContain("averaged");

            // When
            Files.writeString(store.file(job.key()), old);

            // Then
            assertThat(store.find(job.key())).contains(result);
        }
    }

    @Test
    void belongsToOneHarnessAtATime() throws IOException {
        try (ResultStore first = ResultStore.open(home)) {
            assertThatThrownBy(() -> ResultStore.open(home))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another harness is at work on")
                    .hasMessageNotContaining("\n");
            assertThat(first.find("unknown")).isEmpty();
        }
    }

    @Test
    void clearsAwayWhatAKilledRunLeftHalfWritten() throws IOException {
        // Given
        Path part = Files.createDirectories(home.resolve("results")).resolve("abc123.part");
        Files.writeString(part, "{\"key\":");

        // When
        ResultStore.open(home).close();

        // Then
        assertThat(part).doesNotExist();
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        try (ResultStore store = ResultStore.open(home)) {
            // Given
            Files.writeString(store.file("broken"), "{\"key\":");

            // Then
            assertThatThrownBy(() -> store.find("broken"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("broken.json cannot be read: delete it");
        }
    }
}
