package io.plumbline.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Mask;
import io.plumbline.trainer.data.DataException;
import io.plumbline.trainer.data.Scaling;
import io.plumbline.trainer.engine.Activation;
import io.plumbline.trainer.engine.NamedArray;
import io.plumbline.trainer.engine.NetworkSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedNetworkTest {

    private static final NetworkSpec NETWORK = new NetworkSpec(2, List.of(3), 2, Activation.TANH);

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
                "tensor a: shape [2] does not hold 0 values");
        refuses(file("{\"a\":{\"dtype\":\"F32\"}}"), "tensor a has no shape or no data_offsets");
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
        SafeTensors whole = SafeTensors.read(file);
        Map<String, String> wider = new TreeMap<>(whole.metadata());
        wider.put("hidden", "4");

        // When
        Files.write(file, new SafeTensors(wider, whole.tensors()).bytes());

        // Then
        assertThatThrownBy(() -> TrainedNetwork.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        "does not hold the network that its metadata names: expected dense-1.mask[4], got dense-1.mask[3]");
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
                        new NamedArray("dense-1.bias", new int[] {3}, new float[] {5, 6, 7})),
                Mask.allOpen(3).with(new int[] {1}, new int[0]),
                Scaling.of(new float[] {1, 2}, new float[] {3, 4}),
                new TrainedNetwork.Origin("r-1", 30, 2, "digits", "ab", "steps: 30\n"));
    }
}
