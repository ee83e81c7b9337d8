package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Digits: 64 features, ten classes; layers of 32 and 16 nodes: 64·32 + 32·16 + 16·10 weights and 58 biases. */
class TrainDryRunTest {

    private static final int WEIGHTS = 64 * 32 + 32 * 16 + 16 * 10;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int dryRun(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--layers", "32,16"));
        arguments.addAll(List.of(more));
        return dryRunOf(arguments);
    }

    private int dryRunOf(List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("train", "--dry-run", "--data", "digits"));
        arguments.addAll(List.of("--directory", folder.resolve("run").toString()));
        arguments.addAll(more);
        CommandLine command = Plumbline.line();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments.toArray(String[]::new));
    }

    @Test
    void showsTensorsNodesCostAndMemoryAndNeedsNoBroker() {
        // When
        int code = dryRun();

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("dense-2.weight", "32 × 16", "reads dense-1, owned by dense-2")
                .contains("Parameters: 2,778.")
                .contains("Operations of a forward pass: 5,440 per example, 696,320 per step of 128 examples")
                .contains("Nodes with a gate: 48.")
                .containsPattern("Memory expected: \\d+ MB of the heap, \\d+ MB outside\\.")
                .contains("Steps planned: 3,000.");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void saysTheSameToScripts() throws IOException {
        // When
        dryRun("--json");

        // Then
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("parameters").asInt()).isEqualTo(WEIGHTS + 58);
        assertThat(json.get("nodes").asInt()).isEqualTo(48);
        assertThat(json.get("operations_per_example").asDouble()).isEqualTo(2 * WEIGHTS);
        assertThat(json.get("tensors")).hasSize(6);
        assertThat(json.get("tensors").get(2).get("shape").toString()).isEqualTo("[32,16]");
        assertThat(json.get("layers").get(1).get("operations_per_node").asDouble())
                .isEqualTo(2 * (32 + 10));
        assertThat(json.get("heap_bytes").asLong()).isPositive();
    }

    @Test
    void showsWhichBlocksMakeTheChannelsOfAStream() throws IOException {
        // Given
        List<String> resnet = new ArrayList<>(List.of("--set", "network.kind=resnet", "--set", "network.depth=8"));
        resnet.addAll(List.of("--set", "network.width=4"));

        // When
        dryRunOf(resnet);
        String text = out.toString();
        out.getBuffer().setLength(0);
        resnet.add("--json");
        dryRunOf(resnet);

        // Then
        assertThat(text)
                .containsPattern("stream-1 +stream +4 .* conv-1, residual-1.conv-2")
                .containsPattern("stream-2 +stream +8 .* residual-2.conv-2, residual-2.shortcut")
                .containsPattern("residual-1 +convolution +4 .* residual-1.conv-1")
                .contains("goes with stream-1");
        JsonNode layers = new ObjectMapper().readTree(out.toString()).get("layers");
        assertThat(layers.get(0).get("members").toString()).isEqualTo("[\"conv-1\",\"residual-1.conv-2\"]");
    }

    @Test
    void takesTheDescriptionOfARunByItsFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("run.yaml"), "network: {layers: [5]}\n");

        // When, Then
        assertThat(dryRunOf(List.of(file.toString()))).isZero();
        assertThat(out.toString()).contains("Nodes with a gate: 5.");
        assertThat(dryRunOf(List.of(file.toString(), "--config", "other.yaml"))).isEqualTo(2);
        assertThat(err.toString()).contains(file + " and --config other.yaml are both given: expected one file");
    }

    @Test
    void refusesWhatWouldNotTrain() {
        // When
        int code = dryRun("--set", "batch=0");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("batch");
        assertThat(Files.exists(folder.resolve("run"))).isFalse();
    }
}
