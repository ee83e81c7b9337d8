package io.plumbline.engine.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.AverageState;
import io.plumbline.engine.EngineState;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.OptimizerState;
import io.plumbline.engine.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

    @TempDir
    private Path directory;

    @Test
    void readsWhatItWrote() {
        // Given
        StateFile written = new StateFile("{\"step\": 7}", state(1.5f));

        // When
        written.write(file());

        // Then
        assertThat(StateFile.read(file())).isEqualTo(written);
        assertThat(StateFile.head(file())).isEqualTo("{\"step\": 7}");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void findsEveryByteThatWasChanged() throws IOException {
        // Given
        new StateFile("{}", state(1.5f)).write(file());
        byte[] whole = Files.readAllBytes(file());
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int round = 0; round < 300; round++) {
            // When
            byte[] changed = whole.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), changed);

            // Then: padding behind the JSON may only be a space
            assertThatThrownBy(() -> StateFile.read(file()))
                    .as("seed %d, byte %d of %d", seed, at, whole.length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(file().toString());
        }
    }

    @Test
    void readsNoHeadOfWhichAByteWasChanged() throws IOException {
        // Given
        String head = "{\"seed\": 5, \"step\": 7}";
        new StateFile(head, state(1.5f)).write(file());
        byte[] whole = Files.readAllBytes(file());
        int begin = new String(whole, ISO_8859_1).indexOf("seed");
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int round = 0; round < 100; round++) {
            // When
            byte[] changed = whole.clone();
            int at = begin + random.nextInt(head.length() - 2);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), changed);

            // Then
            assertThatThrownBy(() -> StateFile.head(file()))
                    .as("seed %d, byte %d of %d", seed, at, whole.length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(file().toString());
        }
    }

    @Test
    void readsTheHeadOfAFileWhoseArraysAreDamaged() throws IOException {
        // Given
        new StateFile("{}", state(1.5f)).write(file());
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length - 9] ^= 4;

        // When
        Files.write(file(), bytes);

        // Then: whoever goes on from it reads it whole
        assertThat(StateFile.head(file())).isEqualTo("{}");
        assertThatThrownBy(() -> StateFile.read(file()))
                .isInstanceOf(DataException.class)
                .hasMessage(file() + " is damaged: its checksum is not that of its content");
    }

    @Test
    void readsNoFileThatWasCutOff() throws IOException {
        // Given
        new StateFile("{}", state(1.5f)).write(file());
        byte[] whole = Files.readAllBytes(file());

        for (int length = 0; length < whole.length; length++) {
            // When
            Files.write(file(), java.util.Arrays.copyOf(whole, length));

            // Then
            assertThatThrownBy(() -> StateFile.read(file())).isInstanceOf(DataException.class);
            assertThatThrownBy(() -> StateFile.head(file())).isInstanceOf(DataException.class);
        }
    }

    @Test
    void writesNothingThatIsNotFinite() {
        assertThatThrownBy(() -> new StateFile("{}", state(Float.NaN)).write(file()))
                .isInstanceOf(DataException.class)
                .hasMessage(file() + " is not written: weights/dense-1.weight holds NaN, expected finite numbers");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void readsNoNetworkAsACheckpoint() throws IOException {
        // Given
        Files.write(file(), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});

        // Then
        assertThatThrownBy(() -> StateFile.read(file()))
                .isInstanceOf(DataException.class)
                .hasMessage(file() + " is no checkpoint: its format is null, expected plumbline-checkpoint-1");
    }

    private Path file() {
        return directory.resolve("1-7.safetensors");
    }

    private static EngineState state(float weight) {
        Mask present = Mask.allOpen(5).with(new int[] {2}, new int[0]);
        return new EngineState(
                present.with(new int[] {0}, new int[0]),
                present,
                List.of(array("dense-1.weight", weight), array("dense-1.bias", 2)),
                List.of(array("conv-1.norm.mean", 6)),
                new OptimizerState(7, List.of(array("dense-1.weight.moment-1", 3))),
                new AverageState(0.99, 1.25, List.of(array("dense-1.weight", 4))),
                List.of(array("logits.direction", 5)));
    }

    private static NamedArray array(String name, float value) {
        return new NamedArray(name, new int[] {2, 2}, new float[] {value, 1, -1, 1e-30f});
    }
}
