package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptions of networks and optimizers refuse what cannot be, and say why. */
class SpecTest {

    @Test
    void aNetworkKnowsItsLayersCostsAndParameters() {
        // When
        NetworkSpec network = new NetworkSpec(784, List.of(512, 256), 10, Activation.of("relu"));
        // Then
        assertThat(network.parameters()).isEqualTo(785L * 512 + 513 * 256 + 257 * 10);
        assertThat(network.layers().all().get(0).cost()).isEqualTo(2.0 * (784 + 256));
        assertThat(network.layers().all().get(1).cost()).isEqualTo(2.0 * (512 + 10));
        assertThat(network.layers().idOf(512)).hasToString("dense-2/0");
    }

    @Test
    void aNetworkThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new NetworkSpec(0, List.of(1), 2, Activation.RELU))
                .hasMessage("features must be at least 1, was 0");
        assertThatThrownBy(() -> new NetworkSpec(1, List.of(), 2, Activation.RELU))
                .hasMessage("hidden layers must be one or more of at least 1 unit, were []");
        assertThatThrownBy(() -> new NetworkSpec(1, List.of(4, 0), 2, Activation.RELU))
                .hasMessageContaining("[4, 0]");
        assertThatThrownBy(() -> new NetworkSpec(1, List.of(1), 1, Activation.RELU))
                .hasMessage("classes must be at least 2, was 1");
        assertThatThrownBy(() -> Activation.of("swish")).hasMessageContaining("relu, tanh, gelu");
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
        NetworkSpec network = new NetworkSpec(2, List.of(2), 2, Activation.RELU);
        ProbeSpec probe = ProbeSpec.of(new Batch(2, 2));
        // When, Then
        assertThatThrownBy(() -> Engines.mlp(network, OptimizerSpec.sgd(1), 1, probe, 1))
                .hasMessage("batch must be at least 2, was 1");
    }
}
