package io.plumbline.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DenseChainTest {

    private static final Layers LAYERS = Layers.of(
            List.of(new Layer("dense-1", LayerKind.DENSE, 3, 1), new Layer("dense-2", LayerKind.DENSE, 2, 1)));

    private final DenseChain chain = new DenseChain(5, LAYERS, 4);

    @Test
    void countsTwoOperationsForEveryWeightThatIsPresent() {
        assertThat(chain.cost(Mask.allOpen(5))).isEqualTo(2.0 * (5 * 3 + 3 * 2 + 2 * 4));
        assertThat(chain.cost(Mask.allOpen(5).with(new int[] {0, 4}, new int[0])))
                .isEqualTo(2.0 * (5 * 2 + 2 * 1 + 1 * 4));
    }

    @Test
    void knowsDenseLayersOnly() {
        // Given
        Layers mixed = Layers.of(
                List.of(new Layer("dense-1", LayerKind.DENSE, 3, 1), new Layer("conv-1", LayerKind.CONVOLUTION, 2, 1)));

        // Then
        assertThat(chain.isDense()).isTrue();
        assertThat(new DenseChain(5, mixed, 4).isDense()).isFalse();
    }

    @Test
    void refusesLessThanNoFeatures() {
        assertThatThrownBy(() -> new DenseChain(-1, LAYERS, 4)).hasMessageContaining("were -1 and 4");
    }
}
