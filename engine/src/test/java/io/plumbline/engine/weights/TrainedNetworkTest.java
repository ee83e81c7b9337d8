package io.plumbline.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.Activation;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.Encoding;
import io.plumbline.engine.data.Scaling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainedNetworkTest {

    private static final MlpSpec NETWORK = new MlpSpec(2, List.of(3), 2, Activation.TANH);

    @TempDir
    private Path folder;

    @Test
    void comesBackAsItWasWritten() {
        // Given
        Path file = folder.resolve("a/b/network.safetensors");
        TrainedNetwork network = network();

        // When
        network.write(file);
        TrainedNetwork back = TrainedNetwork.read(file);

        // Then
        assertThat(back.network()).isEqualTo(NETWORK);
        assertThat(back.weights()).isEqualTo(network.weights());
        assertThat(back.mask()).isEqualTo(network.mask());
        assertThat(back.origin()).isEqualTo(network.origin());
        assertThat(back.encoding()).isEqualTo(network.encoding());
        assertThat(back.scaling().offset()).containsExactly(1, 2);
    }

    @Test
    void isLaidOutAsTheFormatSays() throws IOException {
        // Given
        Path file = folder.resolve("n.safetensors");

        // When
        network().write(file);

        // Then
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
        assertThat(length % 8).isZero();
        assertThat(header)
                .startsWith("{\"__metadata__\":{")
                .contains("\"dense-1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
        assertThat(bytes.getFloat(8 + length + 4)).isEqualTo(0.5f);
    }

    @Test
    void refusesWhatIsNoSuchFile() throws IOException {
        refuses(new byte[0], "is no safetensors file: expected the length of a header in its first 8 bytes");
        refuses("PK, some archive".getBytes(StandardCharsets.UTF_8), "is no safetensors file: expected the length");
        refuses(file("not json"), "is no safetensors file: its header is no JSON");
        refuses(file("[1]"), "is no safetensors file: its header is no JSON object");
        refuses(file("{}"), "was not written by plumbline train: its metadata has format null");
        assertThatThrownBy(() -> TrainedNetwork.read(folder.resolve("none")))
                .hasMessageEndingWith("is no file: expected a safetensors file");
    }

    @Test
    void refusesOtherTypesAndOffsets() throws IOException {
        refuses(
                file("{\"a\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}}"),
                "tensor a is of type 'BF16', expected F32");
        refuses(
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"),
                "tensor a has data offsets 4 to 8, expected whole floats from 0 on");
        refuses(
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,0]}}"),
                "tensor a: shape [2] does not hold 0.0 values");
        refuses(file("{\"a\":{\"dtype\":\"F32\"}}"), "tensor a has no data_offsets, expected whole numbers");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        // Given
        Path file = folder.resolve("n.safetensors");
        network().write(file);
        byte[] bytes = Files.readAllBytes(file);

        // Then
        refuses(Arrays.copyOf(bytes, bytes.length - 3), "is truncated: tensor input.factor ends at byte");
        refuses(Arrays.copyOf(bytes, 100), "is no safetensors file");
        refuses(Arrays.copyOf(bytes, bytes.length + 1), "goes on after its last tensor, expected its end");
    }

    @Test
    void refusesMetadataOfAnotherNetwork() throws IOException {
        // Given
        Path file = folder.resolve("n.safetensors");
        network().write(file);
        byte[] bytes = Files.readAllBytes(file);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace("\"hidden\":\"3\"", "\"hidden\":\"4\"");

        // When
        Files.write(file, latin.getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThatThrownBy(() -> TrainedNetwork.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        "does not hold the network that its metadata names: expected dense-1.weight[2, 4], got dense-1.weight[2, 3]");
    }

    /** Files as people met them elsewhere, each once a sound one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                activation-unknown | does not hold the network that its metadata names:
                bf16 | tensor dense-1.bias is of type 'BF16', expected F32
                deep-json | its header is no JSON that the format allows
                duplicate-key | its header is no JSON that the format allows: Duplicate field 'dense-1.bias'
                duplicate-metadata | its header is no JSON that the format allows: Duplicate field '__metadata__'
                empty | expected the length of a header
                extra-empty-tensor | it holds more: [extra[0]]
                extra-scalar-tensor | it holds more: [extra[]]
                extra-tensor | it holds more: [extra[2]]
                factor-nan | tensor input.factor holds NaN at place
                garbage-after-header-json | its header is no JSON that the format allows
                header-length-2^63 | expected the length of a header
                header-length-beyond | expected the length of a header
                hidden-huge | expected dense-1.weight[4, 2000000000], got dense-1.weight[4, 8]
                hidden-trailing-comma | hidden is '', expected a whole number
                hole-before-last | tensor input.factor has data offsets
                metadata-is-null | its header has a __metadata__ that is no JSON object
                metadata-null | its header has metadata that is no text: step is null
                metadata-number | its header has metadata that is no text: step is 10
                nan-weight | holds NaN at place
                no-metadata | its metadata has format null
                only-length-0 | expected the length of a header
                other-format | its metadata has format pt
                overlap | has data offsets
                seven-bytes | expected the length of a header
                shape-as-text | tensor dense-1.bias has shape ["8"], expected whole numbers
                shape-fraction | tensor dense-1.bias has shape [8.9], expected whole numbers
                shape-negative | expected none below 0
                shape-overflows-int | does not hold 32.0 values
                leading-space-header | its header is no JSON object that begins with {
                """)
    void refusesInOneSentence(String name, String part) {
        assertThatThrownBy(() -> TrainedNetwork.read(resource(name)))
                .isInstanceOf(DataException.class)
                .message()
                .contains(name, part)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "as-written",
                "header-sorted-by-name",
                "header-metadata-last-and-reversed",
                "metadata-last",
                "unpadded-header",
                "mask-minus-zero",
                "layer-all-closed",
                "data-gone"
            })
    void readsAnyOrderThatTheFormatAllows(String name) {
        // Given
        TrainedNetwork written = TrainedNetwork.read(resource("as-written"));

        // When
        TrainedNetwork read = TrainedNetwork.read(resource(name));

        // Then
        assertThat(read.weights()).isEqualTo(written.weights());
        assertThat(read.encoding()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {700L << 20, 3L << 30})
    void refusesAHugeFileByItsHeader(long size) throws IOException {
        // Given
        Path file = folder.resolve("sparse.safetensors");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(file("{}")));
            channel.write(ByteBuffer.allocate(1), size - 1);
        }

        // Then
        assertThatThrownBy(() -> TrainedNetwork.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("goes on after its last tensor, expected its end");
    }

    @Test
    void refusesALongHeader() throws IOException {
        refuses(file("{\"a\":\"" + "x".repeat(SafeTensors.MOST_BYTES) + "\"}"), "expected at most 8388608");
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        byte[] bytes = file("{\"__metadata__\":{\"a\":\"?\"}}");
        bytes[8 + 22] = (byte) 0xE9;
        refuses(bytes, "its header is not in UTF-8");
        refuses(file("{\"__metadata__\":{\"a\":\"\\ud83d\"}}"), "its header has a text with NUL or half a character");
        refuses(file("{\"__metadata__\":{\"a\":\"\\u0000\"}}"), "its header has a text with NUL or half a character");
        refuses(file("{}\n"), "goes on after its JSON with something else than spaces");
    }

    @Test
    void saysWhyItCannotBeWritten() throws IOException {
        // Given
        Path taken = Files.createFile(folder.resolve("taken"));

        // Then
        assertThatThrownBy(() -> network().write(taken.resolve("n.safetensors")))
                .isInstanceOf(DataException.class)
                .hasMessage(taken.resolve("n.safetensors") + " cannot be written: a file is in the place of a folder ("
                        + taken + ")");
        Files.createDirectories(folder.resolve("full/inner"));
        assertThatThrownBy(() -> network().write(folder.resolve("full")))
                .hasMessageEndingWith("full cannot be written: is a directory");
    }

    private static Path resource(String name) {
        return Path.of("src", "test", "resources", "io", "plumbline", "engine", "weights", name + ".safetensors");
    }

    private void refuses(byte[] bytes, String part) throws IOException {
        Path file = Files.write(folder.resolve("bad.safetensors"), bytes);
        assertThatThrownBy(() -> TrainedNetwork.read(file))
                .isInstanceOf(DataException.class)
                .message()
                .contains("bad.safetensors")
                .contains(part)
                .hasLineCount(1);
    }

    private static byte[] file(String header) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private static TrainedNetwork network() {
        return new TrainedNetwork(
                NETWORK,
                List.of(
                        new NamedArray("dense-1.weight", new int[] {2, 3}, new float[] {0, 0.5f, 1, 2, 3, 4}),
                        new NamedArray("dense-1.bias", new int[] {3}, new float[] {5, 6, 7}),
                        new NamedArray("output.weight", new int[] {3, 2}, new float[] {1, 2, 3, 4, 5, 6}),
                        new NamedArray("output.bias", new int[] {2}, new float[] {8, 9})),
                List.of(),
                Mask.allOpen(3).with(new int[] {1}, new int[0]),
                Scaling.of(new float[] {1, 2}, new float[] {3, 4}),
                Optional.of(new Encoding(List.of(), List.of(), List.of("cat", "dog\u202e"))),
                new TrainedNetwork.Origin("r-1", 30, 2, "digits", "ab", "steps: 30\n"));
    }
}
