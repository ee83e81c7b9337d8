package io.plumbline.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Architecture.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks of all kinds as tables; every expected number is counted by hand beside it. */
class ArchitectureTest {

    private static Mask without(Architecture network, int... nodes) {
        return network.all().with(nodes, new int[0]);
    }

    @Test
    void aPerceptronCostsTwoOperationsForEveryWeightThatIsPresent() {
        // Given
        Architecture network = Architecture.ofDense(5, List.of(3, 2), 4);

        // Then
        assertThat(network.cost(network.all())).isEqualTo(2.0 * (5 * 3 + 3 * 2 + 2 * 4));
        assertThat(network.cost(without(network, 0, 4))).isEqualTo(2.0 * (5 * 2 + 2 * 1 + 1 * 4));
        assertThat(network.layers().all()).extracting(Layer::cost).containsExactly(2.0 * (5 + 2), 2.0 * (3 + 4));
        assertThat(network.parameters(network.all())).isEqualTo(5 * 3 + 3 + 3 * 2 + 2 + 2 * 4 + 4);
        assertThat(network.parameters(without(network, 0, 4))).isEqualTo(5 * 2 + 2 + 2 * 1 + 1 + 1 * 4 + 4);
    }

    @Test
    void aConvolutionIsUsedAtEveryPixelAndItsRunningAveragesFollowWithoutBeingLearned() {
        // Given
        Architecture network = Networks.convolution();

        // Then: 3·3·3 inputs by 8 channels at 16·16 pixels; pooled to 4·4, each channel is read at 16 places
        double own = 2.0 * 256 * 27;
        double read = 2.0 * 16 * 10;
        assertThat(network.cost(network.all())).isEqualTo(8 * (own + read));
        assertThat(network.layers().cost(0)).isEqualTo(own + read);
        assertThat(network.parameters(network.all())).isEqualTo(27 * 8 + 8 + 8 + 16 * 8 * 10 + 10);
        assertThat(network.parameters(without(network, 0))).isEqualTo(27 * 7 + 7 + 7 + 16 * 7 * 10 + 10);
    }

    @Test
    void aReadersRowsGoPixelByPixel() {
        // Given
        Architecture network = Networks.convolution();
        TensorSlices read = network.slices(network.tensors().get(5));

        // Then: [4·4][8] rows of 10; row 8·p + c reads channel c
        assertThat(read.rows()).isEqualTo(128);
        assertThat(read.readByRow(8 * 3 + 2)).containsExactly(2);
        assertThat(read.ownerOfRow(8 * 3 + 2)).isEqualTo(AxisNodes.NONE);
        assertThat(read.keptRows(without(network, 0, 1, 2, 3, 4, 5, 6)))
                .startsWith(7, 15, 23)
                .hasSize(16);
    }

    @Test
    void aChannelOfAResidualStreamIsOneNodeThatOwnsSlicesOfEveryWriter() {
        // Given: stem 3→4, two blocks 4→inner(6)→4, read by the output; 8·8 pixels, 3·3 kernels
        Architecture network = Networks.residual();

        // Then
        double stem = 64.0 * 27 * 4;
        double block = 64.0 * (9 * 4 * 6 + 9 * 6 * 4);
        double output = 4 * 10;
        assertThat(network.cost(network.all())).isEqualTo(2 * (stem + 2 * block + output));
        // One channel of the stream: a column of the stem and of two writers, a row of two readers and the output.
        assertThat(network.layers().all().get(0).cost()).isEqualTo(2 * (64.0 * 27 + 2 * 64.0 * 9 * 6 * 2 + 10));
        // An inner channel: what it reads and what reads it.
        assertThat(network.layers().all().get(1).cost()).isEqualTo(2 * 64.0 * (9 * 4 + 9 * 4));
        assertThat(network.parameters(without(network, 0)) - network.parameters(network.all()))
                .isEqualTo(-(27 + 2 * (9 * 6 + 9 * 6) + 10));
    }

    @Test
    void aHeadOwnsItsColumnsOfQueryKeyAndValueAndCostsItsScores() {
        // Given: d = 8, two heads of 4, 16 tokens
        Architecture network = Networks.attention();

        // Then
        double projections = 16.0 * (8 * 3 * 4 + 4 * 8);
        double scores = 2.0 * 16 * 4 * 16;
        assertThat(network.layers().cost(0)).isEqualTo(2 * (projections + scores));
        assertThat(network.cost(network.all())).isEqualTo(2 * 2 * (projections + scores) + 2 * 16.0 * 8 * 20);
        assertThat(network.parameters(without(network, 1)))
                .isEqualTo(network.parameters(network.all()) - (8 * 12 + 12 + 4 * 8));
        // [3][2][4] columns: query of head 0, of head 1, key of head 0 …
        AxisNodes columns = network.slices(network.tensors().get(0)).last();
        assertThat(List.of(columns.node(0), columns.node(4), columns.node(8), columns.node(23)))
                .containsExactly(0, 1, 0, 1);
        assertThat(columns.kept(without(network, 0))).containsExactly(4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23);
    }

    @Test
    void aTiedEmbeddingIsOneTensorThatIsMultipliedWhereItIsUsedAsOutput() {
        // Given: 20 tokens of the vocabulary by the 8 channels of a stream; looked up (no product), and multiplied once
        // a token
        Architecture network = Networks.tied();

        // Then: one tensor of 20·8 parameters; 16 tokens are multiplied by it, and by a reader of 8 to 5
        assertThat(network.cost(network.all())).isEqualTo(2 * (16.0 * 20 * 8 + 16.0 * 8 * 5));
        assertThat(network.parameters(network.all())).isEqualTo(20 * 8 + 8 * 5);
        assertThat(network.layers().cost(0)).isEqualTo(2 * (16.0 * 20 + 16.0 * 5));
    }

    @Test
    void anExpertIsParametersWhoseWorkIsCountedApartWhereEveryTokenGoesToOne() {
        // Given: 4 experts 8→32→8, 16 tokens, a router that every expert has a column of
        Architecture network = Networks.experts();

        // Then: the work of one expert per token, whatever the number of experts; of the router a column each
        double work = 16.0 * (8 * 32 + 32 * 8);
        assertThat(network.cost(network.all())).isEqualTo(2 * (work + 16.0 * 8 * 4));
        assertThat(network.layers().cost(0)).isEqualTo(2 * 16.0 * 8);
        assertThat(network.parameters(network.all())).isEqualTo(4 * (8 * 32 + 32 + 32 * 8 + 8) + 8 * 4);
        assertThat(network.parameters(without(network, 2))).isEqualTo(3 * (8 * 32 + 32 + 32 * 8 + 8) + 8 * 3);
        // The column goes with the expert, and no gate bears on it.
        assertThat(network.slices(network.tensors().get(4)).last().isGated()).isFalse();
        assertThat(network.slices(network.tensors().get(4)).keptColumns(without(network, 2)))
                .containsExactly(0, 1, 3);
        assertThat(network.slices(network.tensors().get(0)).ownerOfRow(8)).isEqualTo(1);
    }

    @Test
    void costsNothingWhereNothingIsKnown() {
        // Given
        Architecture unknown =
                new Architecture(Architecture.ofDense(5, List.of(3), 2).layers(), List.of());

        // Then
        assertThat(unknown.cost(unknown.all())).isZero();
    }

    @Test
    void refusesWhatCanBeNoNetwork() {
        assertThatThrownBy(() -> Tensor.parameter("w", 1, Axis.nodes(0, Role.OWNS), Axis.nodes(1, Role.OWNS)))
                .hasMessageContaining("w: two axes are owned");
        assertThatThrownBy(() -> Tensor.parameter("w", -1, Axis.fixed(2)))
                .hasMessageContaining("uses must be at least 0");
        assertThatThrownBy(() -> Tensor.parameter("w", 1)).hasMessageContaining("at least one axis");
        assertThatThrownBy(() -> Axis.fixed(0)).hasMessageContaining("at least 1, was 0");
        assertThatThrownBy(() -> Axis.of(new Factor.Nodes(0, 1, Role.OWNS), new Factor.Nodes(1, 1, Role.READS)))
                .hasMessageContaining("nodes of one layer at most");
        assertThatThrownBy(() -> Architecture.of(
                        List.of(new Range("dense-1", LayerKind.DENSE, 2)),
                        List.of(Tensor.parameter("w", 1, Axis.nodes(1, Role.OWNS)))))
                .hasMessageContaining("w speaks of layer 1");
        assertThatThrownBy(() -> Architecture.of(
                        List.of(new Range("dense-1", LayerKind.DENSE, 2)),
                        List.of(Tensor.parameter("w", 1, Axis.nodes(0, Role.OWNS)), Tensor.state("w", Axis.fixed(1)))))
                .hasMessageContaining("two tensors are named 'w'");
        assertThatThrownBy(() -> Architecture.of(
                        List.of(new Range("dense-1", LayerKind.DENSE, 2)),
                        List.of(Tensor.parameter("w", 0, Axis.nodes(0, Role.OWNS)))))
                .hasMessageContaining("cost must be above 0");
    }
}
