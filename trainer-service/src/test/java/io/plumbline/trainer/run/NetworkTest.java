package io.plumbline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.engine.Activation;
import io.plumbline.engine.data.Shape;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks as run descriptions say them. */
class NetworkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network: {kind: cnn}",
                "network: {kind: cnn, channels: [8, 16], activation: gelu}",
                "network: {kind: cnn, channels: [8, 16, 4], pool-after: [1, 3], dense: [32, 5]}",
                "network: {kind: mlp, layers: [7]}",
                "data: {augment: [crop, flip]}",
            })
    void aNetworkOfAnyKindIsWrittenAsItWasRead(String yaml) {
        // When
        RunDescription run = RunDescription.parse(yaml);

        // Then
        RunDescription again = RunDescription.parse(run.yaml());
        assertThat(again.network()).isEqualTo(run.network());
        assertThat(again.data()).isEqualTo(run.data());
    }

    @Test
    void refusesWhatIsNoConvolutionalNetwork() {
        // Given
        Configuration configuration = Configuration.of(Map.of(
                "network.kind", "cnn", "network.pool-after", "3", "network.channels", "4,4", "network.layers", "5"));

        // When
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> configuration.finish(RunDescription::read));

        // Then
        assertThat(refused.sentences())
                .containsExactlyInAnyOrder(
                        "pool-after must be numbers of convolutions, 1 to 2 ascending, were [3]",
                        "network.layers is no setting of a network of kind cnn");
    }

    @Test
    void refusesSettingsOfAnotherKind() {
        // Given
        Configuration configuration = Configuration.of(Map.of("network.channels", "4,4", "network.dense", "5"));

        // When
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> configuration.finish(RunDescription::read));

        // Then
        assertThat(refused.sentences())
                .containsExactlyInAnyOrder(
                        "network.channels is no setting of a network of kind mlp",
                        "network.dense is no setting of a network of kind mlp");
    }

    @Test
    void hasOtherNumbersOfNodesInTheSameLayers() {
        // Given
        Network cnn = new Network.Cnn(List.of(8, 16), List.of(1), List.of(5), Activation.RELU);

        // When
        Network smaller = cnn.withNodes(List.of(3, 2, 1));

        // Then
        assertThat(smaller).isEqualTo(new Network.Cnn(List.of(3, 2), List.of(1), List.of(1), Activation.RELU));
        assertThat(cnn.gatedLayers().counts()).containsExactly(8, 16, 5);
    }

    @Test
    void saysWhichDataAreNone() {
        // Given
        Network cnn = new Network.Cnn(List.of(8), List.of(), List.of(), Activation.RELU);

        // When, Then
        assertThatThrownBy(() -> cnn.spec(Shape.of(64), 10))
                .hasMessage(
                        "a convolution needs images, [height, width] or [channels, height, width], and an example is"
                                + " [64]");
    }
}
