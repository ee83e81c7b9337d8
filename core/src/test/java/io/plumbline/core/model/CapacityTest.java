package io.plumbline.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Capacity.Form;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights between gated layers by open counts; every expected number is counted by hand beside it. */
class CapacityTest {

    private static double of(Architecture network, double... open) {
        return Capacity.of(network).of(open);
    }

    @Test
    void countsWeightsBetweenHiddenLayersAndNeitherInputsNorOutputs() {
        // Given
        Architecture network = Architecture.ofDense(784, List.of(512, 256, 128), 10);
        Capacity capacity = Capacity.of(network);

        // Then
        assertThat(capacity.form()).isEqualTo(Form.BETWEEN_LAYERS);
        assertThat(capacity.tensorsBetweenLayers()).isEqualTo(2);
        assertThat(capacity.of(network.layers().counts())).isEqualTo(512 * 256 + 256 * 128);
        assertThat(capacity.of(new double[] {7, 5, 3})).isEqualTo(7 * 5 + 5 * 3);
        assertThat(capacity.least(0, new double[] {7, 5, 3})).isEqualTo(7 * 5);
        assertThat(capacity.least(1, new double[] {7, 5, 3})).isEqualTo(5 * 3);
    }

    @Test
    void countsBothMapsOfASingleHiddenLayerAtMostAsWideAsItIsOpen() {
        // Given: 784 inputs, 10 outputs
        Architecture network = Architecture.ofDense(784, List.of(512), 10);

        // Then: 784 inputs count as many as are open, 10 outputs as 10 until fewer are open
        assertThat(Capacity.of(network).form()).isEqualTo(Form.OF_LAYERS);
        assertThat(Capacity.of(network).tensorsBetweenLayers()).isZero();
        assertThat(of(network, 512)).isEqualTo(512 * 512 + 512 * 10);
        assertThat(of(network, 100)).isEqualTo(100 * 100 + 100 * 10);
        assertThat(of(network, 6)).isEqualTo(6 * 6 + 6 * 6);
    }

    @Test
    void countsTheStreamOfAResidualNetworkWithEveryInnerLayer() {
        // Given: two blocks 4→6→4, kernels of 3·3
        Architecture network = Networks.residual();

        // Then
        assertThat(Capacity.of(network).tensorsBetweenLayers()).isEqualTo(4);
        assertThat(of(network, network.layers().counts())).isEqualTo(4 * (3 * 3 * 4 * 6));
    }

    @Test
    void countsAsManyPositionsOfAHeadAsItIsWide() {
        // Given: 4 heads of width 2, queries, keys and values of 6 numbers; read into 6 numbers again
        Axis parts = Axis.of(new Factor.Fixed(3), new Factor.Nodes(0, 2, Role.OWNS));
        Architecture network = Architecture.of(
                List.of(new Architecture.Range("heads", LayerKind.ATTENTION_HEAD, 4)),
                List.of(
                        Tensor.parameter("parts.weight", 1, Axis.fixed(6), parts),
                        Tensor.parameter("back.weight", 1, Axis.blocks(0, 2, Role.READS), Axis.fixed(6))));

        // Then: positions open times what stands against them, at most as many
        assertThat(Capacity.of(network).form()).isEqualTo(Form.OF_LAYERS);
        assertThat(of(network, 4)).isEqualTo(8 * 8 + 8 * 6);
        assertThat(of(network, 1)).isEqualTo(2 * 2 + 2 * 2);
    }

    @Test
    void countsAllWeightsOfAnExpert() {
        // Given: 3 experts of 4 numbers to 5 and back
        Architecture network = Architecture.of(
                List.of(new Architecture.Range("experts", LayerKind.EXPERT, 3)),
                List.of(
                        Tensor.parameter("router.weight", 1, Axis.fixed(4), Axis.nodes(0, Role.FOLLOWS)),
                        Tensor.parameter("up.weight", 0, Axis.nodes(0, Role.OWNS), Axis.fixed(4), Axis.fixed(5)),
                        Tensor.parameter("up.bias", 0, Axis.nodes(0, Role.OWNS), Axis.fixed(5)),
                        Tensor.parameter("down.weight", 0, Axis.nodes(0, Role.OWNS), Axis.fixed(5), Axis.fixed(4))));

        // Then: of biases at most as many as experts are open
        assertThat(of(network, 3)).isEqualTo(3 * 20 + 3 * 3 + 3 * 20);
        assertThat(of(network, 1)).isEqualTo(20 + 1 + 20);
    }

    @Test
    void countsBothAxesOfATensorThatOneLayerTies() {
        // Given: a recurrent map of 3 nodes to themselves
        Architecture network = Architecture.of(
                List.of(new Architecture.Range("cell", LayerKind.DENSE, 3)),
                List.of(Tensor.parameter("cell.weight", 1, Axis.nodes(0, Role.READS), Axis.nodes(0, Role.OWNS))));

        // Then
        assertThat(of(network, 3)).isEqualTo(9);
        assertThat(of(network, 2)).isEqualTo(4);
    }

    @Test
    void isUnknownWhereTheTensorsAre() {
        // Given
        Layers layers = Architecture.ofDense(5, List.of(3), 2).layers();

        // Then
        assertThat(Capacity.of(new Architecture(layers, List.of())).form()).isEqualTo(Form.UNKNOWN);
    }
}
