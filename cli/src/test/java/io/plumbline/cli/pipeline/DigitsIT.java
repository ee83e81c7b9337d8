package io.plumbline.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.trainer.RunResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: a gated run learns as well as anybody could wish, with a good part of its nodes closed. */
@SuppressWarnings("try") // a gate runs while its variable is in scope: nothing needs to be asked of it
class DigitsIT {

    @TempDir
    private Path directory;

    @Test
    void theDefaultGateClosesHalfOfTheNodesAndTheRunLearnsTheDigits() {
        // Given
        Pipeline pipeline = new Pipeline(directory);
        RunResult result;
        // When
        try (var gate = pipeline.startGate()) {
            result = pipeline.train("digits", Descriptions.overParameterized());
            pipeline.verified("digits", 1200);
        }
        // Then
        int open =
                result.openNodes().values().stream().mapToInt(Integer::intValue).sum();
        var last = result.evaluations().get(result.evaluations().size() - 1);
        assertThat(1 - last.training().error()).as("training accuracy").isGreaterThanOrEqualTo(0.99);
        assertThat(open).as("open nodes of 512").isBetween(64, 512 / 2);
    }
}
