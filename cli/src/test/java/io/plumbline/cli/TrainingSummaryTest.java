package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.RunResult.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingSummaryTest {

    private static final Path RAW = Path.of("net.safetensors");
    private static final Path AVERAGED = Path.of("net-averaged.safetensors");

    @Test
    void saysWhereTheNetworkLiesAndBesideItThatOfAveragedWeights() {
        assertThat(sentences(Ending.FINISHED, List.of(RAW))).containsExactly("Network: net.safetensors");
        assertThat(sentences(Ending.FINISHED, List.of(RAW, AVERAGED)))
                .containsExactly("Network: net.safetensors, averaged: net-averaged.safetensors");
        assertThat(sentences(Ending.FINISHED, List.of())).isEmpty();
    }

    @Test
    void saysSoOfRunsThatDidNotFinish() {
        assertThat(sentences(Ending.STOPPED, List.of(RAW, AVERAGED)))
                .containsExactly("Stopped after step 40 of 100. Network: net.safetensors, averaged:"
                        + " net-averaged.safetensors, to be judged by ./plumbline evaluate net.safetensors");
        assertThat(sentences(Ending.FAILED, List.of(RAW, AVERAGED)))
                .containsExactly(
                        "The run did not finish: why.",
                        "What was made until then: net.safetensors, averaged: net-averaged.safetensors");
    }

    @Test
    void saysWhereNoGateDecidedAndTheRunWentOn() {
        assertThat(sentences(Ending.FINISHED, List.of(), 3))
                .containsExactly("Decision steps that no gate decided: 3; there the run went on with the mask it had.");
        assertThat(sentences(Ending.NO_GATE, List.of(), 1)).containsExactly("The run did not finish: why.");
    }

    @Test
    void saysHowTheLogComesToKnowOfAnEndThatKafkaDidNotTake() {
        // When
        RunResult result = result(Ending.FINISHED, List.of(), 0, 7);

        // Then
        assertThat(new TrainingSummary(result, 100, "./plumbline train --resume r").sentences())
                .containsExactly(
                        "Records that Kafka never took: 7; the log lacks them.",
                        "To write what is missing: ./plumbline train --resume r");
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result(Ending.FINISHED, List.of(), 0, 0).exitCode()).isZero();
        assertThat(result(Ending.FAILED, List.of(), 0, 7).exitCode()).isEqualTo(1);
    }

    private static List<String> sentences(Ending ending, List<Path> files) {
        return sentences(ending, files, 0);
    }

    private static List<String> sentences(Ending ending, List<Path> files, long undecided) {
        return new TrainingSummary(result(ending, files, undecided, 0), 100, "").sentences();
    }

    private static RunResult result(Ending ending, List<Path> files, long undecided, long undelivered) {
        return new RunResult(
                "r",
                ending,
                "why",
                40,
                1,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                new RunResult.Masks(1, 0, 0, 0, 0, undecided, 1, 1, 1, 1),
                new RunResult.Costs(1, 0, 0, 0, 0, 0, undelivered),
                files,
                undelivered > 0 ? Optional.of(Path.of("last")) : Optional.empty());
    }
}
