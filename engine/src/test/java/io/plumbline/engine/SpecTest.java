package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Layer;
import io.plumbline.engine.data.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions of networks and optimizers refuse what cannot be, and say why. */
class SpecTest {

    @Test
    void aNetworkKnowsItsLayersCostsAndParameters() {
        // When
        MlpSpec network = new MlpSpec(784, List.of(512, 256), 10, Activation.of("relu"));
        // Then
        assertThat(network.parameters()).isEqualTo(785L * 512 + 513 * 256 + 257 * 10);
        assertThat(network.layers().all().get(0).cost()).isEqualTo(2.0 * (784 + 256));
        assertThat(network.layers().all().get(1).cost()).isEqualTo(2.0 * (512 + 10));
        assertThat(network.layers().idOf(512)).hasToString("dense-2/0");
    }

    @Test
    void aNetworkThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new MlpSpec(0, List.of(1), 2, Activation.RELU))
                .hasMessage("features must be at least 1, was 0");
        assertThatThrownBy(() -> new MlpSpec(1, List.of(), 2, Activation.RELU))
                .hasMessage("hidden layers must be one or more of at least 1 unit, were []");
        assertThatThrownBy(() -> new MlpSpec(1, List.of(4, 0), 2, Activation.RELU))
                .hasMessageContaining("[4, 0]");
        assertThatThrownBy(() -> new MlpSpec(1, List.of(1), 1, Activation.RELU))
                .hasMessage("classes must be at least 2, was 1");
        assertThatThrownBy(() -> Activation.of("swish")).hasMessageContaining("relu, tanh, gelu");
    }

    /** Two blocks of width 6 on 5 of 7 tokens; heads of width 2. */
    @Test
    void aTransformerKnowsItsLayersCostsAndParameters() {
        // When
        TransformerSpec network = transformer(TransformerSpec.Part.of(3, 8), TransformerSpec.Part.of(2, 4));

        // Then: q, k, v and back of a head 4·6·2 entries and scores 2·5·2 a token, of a unit 2·6 entries; five tokens
        assertThat(network.parameters())
                .isEqualTo((7L + 5) * 6
                        + 5 * 12
                        + (7 * 18 + 6 * 6 + 6)
                        + (7 * 8 + 8 * 6 + 6)
                        + (7 * 12 + 4 * 6 + 6)
                        + (7 * 4 + 4 * 6 + 6));
        assertThat(network.layers().all())
                .extracting(Layer::name)
                .containsExactly("block-1-heads", "block-1-units", "block-2-heads", "block-2-units");
        assertThat(network.layers().all())
                .extracting(Layer::cost)
                .containsExactly(2.0 * 5 * (48 + 20), 2.0 * 5 * 12, 2.0 * 5 * (48 + 20), 2.0 * 5 * 12);
        assertThat(network.architecture().cost(network.architecture().all()))
                .isEqualTo(5 * (3 + 2) * 2.0 * (48 + 20) + 5 * (8 + 4) * 2.0 * 12 + 5 * 2.0 * 7 * 6);
        assertThat(network.signals())
                .isEqualTo(5 * 6 + 2 * (6 * 5 * 6L) + 5 * 6 + 5 * (18 + 12 + 2 * (6 + 4) + 8 + 4) + 25 * (3 + 2) + 35);
        assertThat(network.withNodes(List.of(1, 2, 1, 3)))
                .isEqualTo(transformer(TransformerSpec.Part.of(1, 2), TransformerSpec.Part.of(1, 3)));
    }

    private static TransformerSpec transformer(TransformerSpec.Part... blocks) {
        return new TransformerSpec(7, 5, 6, 2, List.of(blocks), true, Activation.GELU);
    }

    /** One block of 3 experts of 8 units: each token goes to one, so that closing one saves its column of the router alone. */
    @Test
    void anExpertSavesNoWorkButTheRoutersAndAllOfItsParameters() {
        // When
        TransformerSpec network = transformer(TransformerSpec.Part.ofExperts(2, 8, 3));

        // Then
        assertThat(network.layers().all().get(1).name()).isEqualTo("block-1-experts");
        assertThat(network.layers().all().get(1).cost()).isEqualTo(2.0 * 5 * 6);
        assertThat(network.architecture().cost(network.architecture().all()))
                .isEqualTo(5 * 2 * 2.0 * (48 + 20) + 5 * 2.0 * (3 * 6 + 2 * 6 * 8) + 5 * 2.0 * 7 * 6);
        assertThat(network.parameters() - network.withNodes(List.of(2, 2)).parameters())
                .isEqualTo(6 + 7L * 8 + 9 * 6);
    }

    @Test
    void aTransformerThatCannotBeIsRefusedWithEveryError() {
        assertThatThrownBy(() ->
                        new TransformerSpec(1, 0, 0, 0, List.of(TransformerSpec.Part.of(0, 2)), true, Activation.GELU))
                .hasMessage(
                        "its vocabulary must be at least 2 tokens, was 1; tokens must be at least 1, were 0; width must"
                                + " be at least 1, was 0; head-width must be at least 1, was 0; block 1 must have at least 1 head"
                                + " and 1 unit, has 0 and 2");
        assertThatThrownBy(() -> new TransformerSpec(2, 1, 1, 1, List.of(), true, Activation.GELU))
                .hasMessage("a transformer needs at least one block");
    }

    /** Radford et al. (2019): what two blocks add is half as long at first. */
    @Test
    void aTransformerBeginsWithShortVectors() {
        // Given
        TransformerSpec network = transformer(TransformerSpec.Part.of(3, 8), TransformerSpec.Part.of(2, 4));

        // When
        List<Double> deviations = network.architecture().parameterTensors().stream()
                .filter(tensor -> tensor.name().endsWith("weight"))
                .map(tensor -> network.deviation(tensor, new int[] {4, 4}))
                .toList();

        // Then
        assertThat(deviations).containsExactly(0.02, 0.02, 0.5, 0.25, 0.5, 0.25, 0.5, 0.25, 0.5, 0.25);
    }

    @Test
    void aConvolutionIsUsedAtEveryPixelThatItSees() {
        // When: two pixels are left out at the first pooling
        ChainSpec network = chain(Shape.of(3, 9, 8), Norm.NONE, "conv 4 pool", "conv 5 pool", "dense 6");

        // Then
        assertThat(network.features()).isEqualTo(216);
        assertThat(network.parameters()).isEqualTo(28L * 4 + 37 * 5 + 6 * 6 + 7 * 10);
        assertThat(network.signals()).isEqualTo(72 * 4 + 16 * 4 + 16 * 5 + 4 * 5 + 5 + 6 + 10);
        assertThat(network.layers().all()).extracting(Layer::name).containsExactly("conv-1", "conv-2", "dense-1");
        assertThat(network.layers().all())
                .extracting(Layer::cost)
                .containsExactly(2.0 * (72 * 27 + 16 * 9 * 5), 2.0 * (16 * 9 * 4 + 6), 2.0 * (5 + 10));
        assertThat(network.withNodes(List.of(3, 2, 1)).layers().counts()).containsExactly(3, 2, 1);
    }

    /** He et al. (2016), table 6: so many parameters with three input planes; shortcuts of 1×1 add 2·(16·32 + 32·64)/2 of them. */
    @Test
    void aResidualNetworkHasAStreamForEveryStage() {
        // When
        ChainSpec network =
                new ChainSpec(Shape.of(3, 32, 32), BlockSpec.resnet(20, 16), Norm.BATCH, 10, Activation.RELU);

        // Then
        int plain = 432 + 6 * 2304 + 4608 + 5 * 9216 + 18432 + 5 * 36864 + 2 * (7 * 16 + 6 * 32 + 6 * 64) + 650;
        int shortcuts = 16 * 32 + 32 * 64 + 2 * (32 + 64);
        assertThat(network.parameters()).isEqualTo(plain + shortcuts);
        assertThat(network.layers().all())
                .extracting(Layer::name)
                .containsExactly(
                        "stream-1",
                        "residual-1",
                        "residual-2",
                        "residual-3",
                        "residual-4",
                        "stream-2",
                        "residual-5",
                        "residual-6",
                        "residual-7",
                        "stream-3",
                        "residual-8",
                        "residual-9");
        assertThat(network.layers().all().get(5).nodes()).isEqualTo(32);
        assertThat(network.architecture().stateTensors()).hasSize(2 * 21);
    }

    @Test
    void otherNumbersOfNodesOfAResidualNetworkAreThoseOfItsStreamsAndBlocks() {
        // Given
        ChainSpec network =
                chain(Shape.of(8, 8), Norm.BATCH, "conv 4", "residual 4", "residual 6 stride 2 inner 5", "dense 7");

        // When
        ChainSpec smaller = network.withNodes(List.of(3, 2, 1, 5, 6));

        // Then
        assertThat(BlockSpec.text(smaller.blocks()))
                .isEqualTo("conv 3, residual 3 inner 2, residual 5 inner 1 stride 2, dense 6");
        assertThat(smaller.layers().counts()).containsExactly(3, 2, 1, 5, 6);
    }

    @Test
    void aChainThatCannotBeIsRefusedWithEveryReason() {
        assertThatThrownBy(() -> new ChainSpec(
                        Shape.of(64), BlockSpec.cnn(List.of(4), List.of(), List.of()), Norm.NONE, 1, Activation.RELU))
                .hasMessage(
                        "a convolution needs images, [height, width] or [channels, height, width], and an example is"
                                + " [64]; classes must be at least 2, was 1");
        assertThatThrownBy(() -> BlockSpec.cnn(List.of(0), List.of(2, 1), List.of(-1)))
                .hasMessage(
                        "channels must be one or more numbers, each at least 1, were [0]; units of dense layers must be"
                                + " at least 1, were [-1]; pool-after must be numbers of convolutions, 1 to 1 ascending, were [2, 1]");
        assertThatThrownBy(() -> BlockSpec.resnet(18, 0))
                .hasMessage("depth must be 6n + 2: 8, 20, 32, 44, 56, was 18; width must be from 1 to 1048576, was 0");
        assertThatThrownBy(() -> chain(Shape.of(3, 2), Norm.NONE, "conv 4 pool", "residual 4", "conv 4 pool"))
                .hasMessage("block 3, conv 4 pool: no pixel is left of images of 3×2");
        assertThatThrownBy(() -> chain(Shape.of(3, 2), Norm.NONE, "dense 4", "conv 4"))
                .hasMessage("the first block must be a convolution or a residual block, and blocks are dense 4, conv 4;"
                        + " block 2, conv 4, stands behind a dense layer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "conv",
                "conv x",
                "conv 3 3",
                "conv 3 pool pool",
                "residual 4 pool",
                "dense 4 stride 2",
                "conv 3 stride",
                "lstm 4",
                "conv 99999999999"
            })
    void aTextThatSaysNoBlockIsRefused(String text) {
        assertThatThrownBy(() -> BlockSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no block: expected conv CHANNELS [stride N] [pool], residual CHANNELS"
                        + " [inner CHANNELS] [stride N] or dense UNITS");
    }

    @Test
    void aBlockOfNothingIsRefused() {
        assertThatThrownBy(() -> BlockSpec.parse("conv 0"))
                .hasMessage("channels of a convolution must be at least 1, were 0");
        assertThatThrownBy(() -> BlockSpec.parse("residual 4 stride 3")).hasMessage("a stride must be 1 or 2, was 3");
    }

    private static ChainSpec chain(Shape image, Norm norm, String... blocks) {
        return new ChainSpec(image, Stream.of(blocks).map(BlockSpec::parse).toList(), norm, 10, Activation.RELU);
    }

    @Test
    void anOptimizerThatCannotBeIsRefused() {
        assertThatThrownBy(() -> OptimizerSpec.sgd(Double.NaN)).hasMessageContaining("was NaN");
        assertThatThrownBy(() -> OptimizerSpec.sgd(0.1).decaying(-1))
                .hasMessage("weight decay must be at least 0 and finite, was -1.0");
        assertThatThrownBy(() -> OptimizerSpec.momentum(0.1, 1))
                .hasMessage("momentum must be from 0 to below 1, was 1.0");
        assertThatThrownBy(() -> new OptimizerSpec(OptimizerSpec.Kind.ADAM, 0.1, 0, 0.9, 0.999, 0, 0))
                .hasMessage("epsilon must be above 0, was 0.0");
    }

    @Test
    void anArrayHoldsWhatItsShapeSays() {
        assertThatThrownBy(() -> new NamedArray("w", new int[] {2, 2}, new float[3]))
                .hasMessage("w: shape [2, 2] does not hold 3 values");
    }

    @Test
    void aBatchOfOneExampleIsRefused() {
        // Given
        MlpSpec network = new MlpSpec(2, List.of(2), 2, Activation.RELU);
        ProbeSpec probe = ProbeSpec.of(new Batch(2, 2));
        // When, Then
        assertThatThrownBy(() -> Engines.of(network, OptimizerSpec.sgd(1), 1, probe, 1))
                .hasMessage("batch must be at least 2, was 1");
    }
}
