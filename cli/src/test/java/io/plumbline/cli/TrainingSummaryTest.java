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

    private static List<String> sentences(Ending ending, List<Path> files) {
        RunResult result = new RunResult(
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
                new RunResult.Masks(1, 0, 0, 0, 0, 0, 1, 1, 1, 1),
                new RunResult.Costs(1, 0, 0, 0, 0, 0, 0),
                files,
                Optional.empty());
        return new TrainingSummary(result, 100, "").sentences();
    }
}
