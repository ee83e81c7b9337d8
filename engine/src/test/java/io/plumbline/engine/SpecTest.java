package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Layer;
import io.plumbline.engine.data.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void aConvolutionIsUsedAtEveryPixelThatItSees() {
        // When: two pixels are left out at the first pooling
        CnnSpec network = new CnnSpec(Shape.of(3, 9, 8), List.of(4, 5), List.of(1, 2), List.of(6), 10, Activation.RELU);

        // Then
        assertThat(network.features()).isEqualTo(216);
        assertThat(network.parameters()).isEqualTo(28L * 4 + 37 * 5 + 6 * 6 + 7 * 10);
        assertThat(network.before(1)).isEqualTo(new ImageShape(4, 4, 4));
        assertThat(network.before(2)).isEqualTo(new ImageShape(2, 2, 5));
        assertThat(network.signals()).isEqualTo(72 * 4 + 16 * 4 + 16 * 5 + 4 * 5 + 6 + 10);
        assertThat(network.layers().all()).extracting(Layer::name).containsExactly("conv-1", "conv-2", "dense-1");
        assertThat(network.layers().all())
                .extracting(Layer::cost)
                .containsExactly(2.0 * (72 * 27 + 16 * 9 * 5), 2.0 * (16 * 9 * 4 + 6), 2.0 * (5 + 10));
        assertThat(network.withNodes(List.of(3, 2, 1)).layers().counts()).containsExactly(3, 2, 1);
    }

    @Test
    void aConvolutionalNetworkThatCannotBeIsRefusedWithEveryReason() {
        assertThatThrownBy(() -> new CnnSpec(Shape.of(64), List.of(0), List.of(), List.of(-1), 1, Activation.RELU))
                .hasMessage(
                        "a convolution needs images, [height, width] or [channels, height, width], and an example is"
                                + " [64]; channels must be one or more numbers, each at least 1, were [0]; units of dense layers"
                                + " must be at least 1, were [-1]; classes must be at least 2, was 1");
        assertThatThrownBy(
                        () -> new CnnSpec(Shape.of(8, 8), List.of(4, 4), List.of(2, 1), List.of(), 2, Activation.RELU))
                .hasMessage("pool-after must be numbers of convolutions, 1 to 2 ascending, were [2, 1]");
        assertThatThrownBy(
                        () -> new CnnSpec(Shape.of(3, 2), List.of(4, 4), List.of(1, 2), List.of(), 2, Activation.RELU))
                .hasMessage("conv-2: no pixel is left of [3, 2] after pooling 2 times");
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
