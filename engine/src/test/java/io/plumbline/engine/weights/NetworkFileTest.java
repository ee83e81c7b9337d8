package io.plumbline.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.CnnSpec;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Engines;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeSpec;
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

    private static final CnnSpec CNN =
            new CnnSpec(Shape.of(1, 3, 4), List.of(2, 3), List.of(2), List.of(), 2, Activation.GELU);

    @TempDir
    private Path folder;

    @Test
    void aConvolutionalNetworkComesBackAsItWasWritten() {
        // Given
        List<NamedArray> weights;
        try (Engine engine = Engines.of(CNN, OptimizerSpec.sgd(1), 2, ProbeSpec.of(new Batch(2, CNN.features())), 1)) {
            weights = engine.weights();
        }
        Mask mask = Mask.allOpen(5).with(new int[] {1, 4}, new int[0]);
        Path file = folder.resolve("cnn.safetensors");

        // When
        new TrainedNetwork(
                        CNN,
                        weights,
                        mask,
                        Scaling.of(new float[12], new float[12]),
                        Optional.empty(),
                        new TrainedNetwork.Origin("r-1", 1, 1, "mnist", "", ""))
                .write(file);
        TrainedNetwork back = TrainedNetwork.read(file);

        // Then
        assertThat(back.network()).isEqualTo(CNN);
        assertThat(back.weights()).isEqualTo(weights);
        assertThat(back.mask()).isEqualTo(mask);
    }

    @Test
    void theTextsOfANetworkSayItsShape() {
        assertThat(NetworkTexts.parse(NetworkTexts.of(CNN))).isEqualTo(CNN);
        MlpSpec mlp = new MlpSpec(7, List.of(3, 2), 4, Activation.TANH);
        assertThat(NetworkTexts.parse(NetworkTexts.of(mlp))).isEqualTo(mlp);
        assertThat(NetworkTexts.of(mlp))
                .containsEntry("format", "plumbline-mlp-1")
                .containsEntry("hidden", "3,2");
    }

    @Test
    void textsThatSayNoNetworkAreRefused() {
        // Given
        Map<String, String> without = new HashMap<>(NetworkTexts.of(CNN));
        without.remove("channels");
        Map<String, String> wrong = new HashMap<>(NetworkTexts.of(CNN));
        wrong.put("channels", "2,x");

        // Then
        assertThatThrownBy(() -> NetworkTexts.parse(without)).hasMessage("its metadata says no channels");
        assertThatThrownBy(() -> NetworkTexts.parse(wrong)).hasMessage("channels is 'x', expected a whole number");
        assertThat(NetworkTexts.isKnown(Map.of("format", "plumbline-mlp-2"))).isFalse();
    }
}
