package io.plumbline.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Examples;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.run.RunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every description of the gallery trains under a gate, in a small form: few steps, and a decision every other. */
@SuppressWarnings("try") // a gate runs while its variable is in scope: nothing needs to be asked of it
class GalleryIT {

    private static final Path GALLERY = Path.of("..", "docs", "gallery");
    private static final String SHORT = """
            mode: lockstep
            decision-interval: 2
            evaluation-interval: 24
            batch: 16
            probe: {batch: 16, interval: 1}
            gate: {policy: greedy-q, self-tuned: false, warm-up: 4, last-change: 16, budget: 0.2}
            """;

    @TempDir
    private Path directory;

    @Test
    void everyNetworkTrainsUnderAGate() throws IOException {
        // Given
        Pipeline pipeline = new Pipeline(directory);
        List<Path> descriptions;
        try (Stream<Path> files = Files.list(GALLERY)) {
            descriptions = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(descriptions)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "blocks.yaml",
                        "cnn.yaml",
                        "masked.yaml",
                        "mixture.yaml",
                        "mlp.yaml",
                        "resnet.yaml",
                        "transformer.yaml");

        try (var gate = pipeline.startGate()) {
            for (Path description : descriptions) {
                String name = description.getFileName().toString().replace(".yaml", "");
                String yaml = Files.readString(description)
                        .replaceAll("(?m)^(batch|mode|steps|seed|gate): .*\n", "")
                        .replace("set: digits", "set: digits, train-size: 200, test-size: 50")
                        .replace("text=LICENSE", "text=../LICENSE");

                // When
                TrainerConfig config = pipeline.trainer(name, yaml + "steps: 24\n" + SHORT);
                RunResult result = Pipeline.train(config);

                // Then
                pipeline.verified(name, 24);
                RunDescription run = config.description();
                int nodes = nodes(run);
                int open = result.openNodes().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                assertThat(open).as("open nodes of %s, %d in all", name, nodes).isBetween(1, nodes - 1);
                assertThat(result.evaluations()).isNotEmpty();
            }
        }
    }

    private static int nodes(RunDescription run) {
        Examples training = DataSet.load(run.data()).training();
        return run.network().spec(training.shape(), training.classes()).layers().nodes();
    }
}
