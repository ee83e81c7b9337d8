package io.plumbline.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.BlockSpec;
import io.plumbline.engine.ChainSpec;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Engines;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.Norm;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.TransformerSpec;
import io.plumbline.engine.data.Scaling;
import io.plumbline.engine.data.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of all kinds come back from their files as they were. */
class NetworkFileTest {

    private static final ChainSpec CHAIN = new ChainSpec(
            Shape.of(1, 3, 4),
            List.of(new BlockSpec.Convolution(2, 1, true), new BlockSpec.Residual(2, 3, 1), new BlockSpec.Dense(4)),
            Norm.BATCH,
            2,
            Activation.GELU);

    @TempDir
    private Path folder;

    private static final TransformerSpec TRANSFORMER = new TransformerSpec(
            7, 5, 6, 2, List.of(TransformerSpec.Part.of(3, 8), TransformerSpec.Part.of(2, 4)), false, Activation.GELU);

    @Test
    void aChainOfBlocksComesBackAsItWasWritten() {
        // Given
        List<NamedArray> weights;
        List<NamedArray> statistics;
        try (Engine engine =
                Engines.of(CHAIN, OptimizerSpec.sgd(1), 2, ProbeSpec.of(new Batch(2, CHAIN.features())), 1)) {
            weights = engine.weights();
            statistics = engine.statistics();
        }
        Mask mask = Mask.allOpen(9).with(new int[] {1, 4}, new int[0]);
        Path file = folder.resolve("chain.safetensors");

        // When
        new TrainedNetwork(
                        CHAIN,
                        weights,
                        statistics,
                        mask,
                        Scaling.of(new float[12], new float[12]),
                        Optional.empty(),
                        new TrainedNetwork.Origin("r-1", 1, 1, "mnist", "", ""))
                .write(file);
        TrainedNetwork back = TrainedNetwork.read(file);

        // Then
        assertThat(back.network()).isEqualTo(CHAIN);
        assertThat(back.weights()).isEqualTo(weights);
        assertThat(back.statistics()).isEqualTo(statistics).hasSize(6);
        assertThat(back.mask()).isEqualTo(mask);
    }

    @Test
    void theTextsOfANetworkSayItsShape() {
        assertThat(NetworkTexts.parse(NetworkTexts.of(CHAIN))).isEqualTo(CHAIN);
        assertThat(NetworkTexts.parse(NetworkTexts.of(TRANSFORMER))).isEqualTo(TRANSFORMER);
        TransformerSpec mixture = new TransformerSpec(
                7,
                5,
                6,
                2,
                List.of(TransformerSpec.Part.of(3, 8), TransformerSpec.Part.ofExperts(2, 4, 9)),
                true,
                Activation.RELU);
        assertThat(NetworkTexts.parse(NetworkTexts.of(mixture))).isEqualTo(mixture);
        MlpSpec mlp = new MlpSpec(7, List.of(3, 2), 4, Activation.TANH);
        assertThat(NetworkTexts.parse(NetworkTexts.of(mlp))).isEqualTo(mlp);
        assertThat(NetworkTexts.of(mlp))
                .containsEntry("format", "plumbline-mlp-1")
                .containsEntry("hidden", "3,2");
    }

    @Test
    void textsThatSayNoNetworkAreRefused() {
        // Given
        Map<String, String> without = new HashMap<>(NetworkTexts.of(CHAIN));
        without.remove("norm");
        Map<String, String> wrong = new HashMap<>(NetworkTexts.of(CHAIN));
        wrong.put("blocks", "conv 2, lstm 3");

        Map<String, String> lopsided = new HashMap<>(NetworkTexts.of(TRANSFORMER));
        lopsided.put("units", "8");
        Map<String, String> sideways = new HashMap<>(NetworkTexts.of(TRANSFORMER));
        sideways.put("attention", "sideways");

        // Then
        assertThatThrownBy(() -> NetworkTexts.parse(lopsided))
                .hasMessage("heads [3, 2], units [8] and experts [0, 0] are not of the same blocks");
        assertThatThrownBy(() -> NetworkTexts.parse(sideways))
                .hasMessage("attention is 'sideways', expected causal or full");
        assertThatThrownBy(() -> NetworkTexts.parse(without)).hasMessage("its metadata says no norm");
        assertThatThrownBy(() -> NetworkTexts.parse(wrong))
                .hasMessageStartingWith("block 2: 'lstm 3' is no block: expected ");
        assertThat(NetworkTexts.isKnown(Map.of("format", "plumbline-mlp-2"))).isFalse();
    }
}
