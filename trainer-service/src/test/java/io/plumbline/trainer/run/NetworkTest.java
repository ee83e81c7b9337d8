package io.plumbline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.engine.Activation;
import io.plumbline.engine.Norm;
import io.plumbline.engine.data.Shape;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks as run descriptions say them. */
class NetworkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network: {kind: cnn}",
                "network: {kind: cnn, channels: [8, 16], activation: gelu}",
                "network: {kind: cnn, channels: [8, 16, 4], pool-after: [1, 3], dense: [32, 5], norm: batch}",
                "network: {kind: resnet}",
                "network: {kind: resnet, depth: 8, width: 4, nodes: [4, 3, 2, 8, 1, 16], norm: none}",
                "network: {kind: blocks, blocks: [conv 4 stride 2, residual 4, residual 8 inner 3 stride 2, dense 5]}",
                "network: {kind: mlp, layers: [7]}",
                "{network: {kind: transformer}, data: {set: text=a.txt}}",
                "{network: {kind: transformer, depth: 1, units: 16, experts: 8, nodes: [2, 5]}, data: {set: text=a.txt, objective: masked, tokens: 32, tokenizer: pieces, vocabulary: 300}}",
                "{network: {kind: transformer, depth: 2, width: 12, heads: 3, units: 5, nodes: [3, 5, 1, 2], activation: relu}, data: {set: text=a.txt}}",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network: {kind: resnet, depth: 18} | depth must be 6n + 2: 8, 20, 32, 44, 56, was 18",
                "network: {kind: resnet, depth: 8, nodes: [4]} | network.nodes must be 6 numbers at depth 8, were [4]",
                "{network: {kind: transformer, depth: 2, nodes: [4]}, data: {set: text=a.txt}} | network.nodes must be 4 numbers at depth 2, heads and units, or experts, of every block in turn, were [4]",
                "network: {kind: transformer} | network.kind transformer predicts the tokens of texts, and data.set is digits: expected text=<file>",
                "data: {set: text=a.txt} | network.kind mlp predicts one class of an example, and data.set text=a.txt is a text: expected transformer",
                "network: {kind: blocks} | network.blocks must say the blocks of a network of kind blocks, such as 'conv 32 pool, residual 32, dense 64': conv CHANNELS [stride N] [pool], residual CHANNELS [inner CHANNELS] [stride N] or dense UNITS",
                "network: {kind: blocks, blocks: [dense 4, conv 4]} | the first block must be a convolution or a residual block, and blocks are dense 4, conv 4; block 2, conv 4, stands behind a dense layer",
                "network: {kind: blocks, blocks: [conv 4, lstm 4, dense]} | block 2: 'lstm 4' is no block: expected conv CHANNELS [stride N] [pool], residual CHANNELS [inner CHANNELS] [stride N] or dense UNITS; block 3: 'dense' is no block: expected conv CHANNELS [stride N] [pool], residual CHANNELS [inner CHANNELS] [stride N] or dense UNITS",
            })
    void refusesWhatIsNoChainWithEveryReason(String yaml, String sentence) {
        assertThatThrownBy(() -> RunDescription.parse(yaml)).hasMessageContaining(sentence);
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
        Network cnn = new Chain.Cnn(List.of(8, 16), List.of(1), List.of(5), Norm.NONE, Activation.RELU);

        // When
        Network smaller = cnn.withNodes(List.of(3, 2, 1));

        // Then
        assertThat(smaller).isEqualTo(new Chain.Cnn(List.of(3, 2), List.of(1), List.of(1), Norm.NONE, Activation.RELU));
        assertThat(cnn.gatedLayers().counts()).containsExactly(8, 16, 5);
    }

    @Test
    void aResidualNetworkOfOtherNumbersOfNodesSaysThemAll() {
        // Given
        RunDescription run = RunDescription.parse("network: {kind: resnet, depth: 8, width: 4}");

        // When
        Network smaller = run.network().withNodes(List.of(4, 3, 2, 8, 1, 16));

        // Then
        assertThat(run.network().gatedLayers().counts()).containsExactly(4, 4, 8, 8, 16, 16);
        assertThat(smaller.gatedLayers().counts()).containsExactly(4, 3, 2, 8, 1, 16);
        assertThat(smaller.settings()).containsEntry("nodes", List.of(4, 3, 2, 8, 1, 16));
    }

    @Test
    void aTransformerSeesTokensBeforeWhereItTellsTheNext() {
        // Given
        Network next = RunDescription.parse(
                        "{network: {kind: transformer, width: 12, heads: 3}, data: {set: text=a.txt}}")
                .network();

        // When
        Network smaller = next.withNodes(List.of(3, 9, 1, 2));

        // Then
        assertThat(next).isEqualTo(new Transformer(2, 12, 3, 4, 48, 0, List.of(), true, Activation.GELU));
        assertThat(next.gatedLayers().counts()).containsExactly(3, 48, 3, 48);
        assertThat(smaller.gatedLayers().counts()).containsExactly(3, 9, 1, 2);
        assertThatThrownBy(() -> next.spec(Shape.of(28, 28), 10))
                .hasMessage("a transformer needs texts, data.set text=<file>, and an example is [28, 28]");
    }

    @Test
    void saysWhichDataAreNone() {
        // Given
        Network cnn = new Chain.Cnn(List.of(8), List.of(), List.of(), Norm.NONE, Activation.RELU);

        // When, Then
        assertThatThrownBy(() -> cnn.spec(Shape.of(64), 10))
                .hasMessage(
                        "a convolution needs images, [height, width] or [channels, height, width], and an example is"
                                + " [64]");
    }
}
