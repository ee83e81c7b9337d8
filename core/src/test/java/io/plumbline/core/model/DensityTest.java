package io.plumbline.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The one density: cost of the open nodes over the cost of all, what no closing saves left out. */
class DensityTest {

    @Test
    void countsWhatLiesBetweenTwoLayersOnce() {
        // Given: 5 → 3 → 2 → 4
        Architecture network = Architecture.ofDense(5, List.of(3, 2), 4);
        Density density = Density.of(network);

        // Then: 5·3 + 3·2 + 2·4 = 29 with all; 5·2 + 2·1 + 1·4 = 16 with one node less in both layers
        assertThat(density.of(new double[] {3, 2})).isEqualTo(1);
        assertThat(density.of(new double[] {2, 1})).isEqualTo(16.0 / 29);
        assertThat(density.of(new double[] {0, 0})).isZero();
        assertThat(network.density(network.all().with(new int[] {0, 4}, new int[0])))
                .isEqualTo(16.0 / 29);
    }

    @Test
    void saysWhatOneMoreClosingTakesAwayAtTheMaskInForce() {
        // Given
        Density density = Density.of(Architecture.ofDense(5, List.of(3, 2), 4));
        double[] counts = {2, 2};

        // Then: a node of the first layer costs 5 + 2 weights, one of the second 2 + 4
        assertThat(density.share(0, counts)).isCloseTo(7.0 / 29, within(1e-15));
        assertThat(density.share(1, counts)).isCloseTo(6.0 / 29, within(1e-15));
        assertThat(density.slope(0, counts)).isCloseTo(7.0 / 29, within(1e-15));
    }

    @Test
    void leavesOutWhatNoClosingSaves() {
        // Given: at top-1 routing the work of one expert is done whatever their number; the router has a column each
        Architecture network = Networks.experts();
        double[] counts = network.layers().counts();
        counts[0] = 2;

        // Then
        assertThat(Density.of(network).of(counts)).isEqualTo(0.5);
    }

    @Test
    void countsATiedAxisTwice() {
        // Given
        Architecture network = Architecture.of(
                List.of(new Architecture.Range("cell", LayerKind.DENSE, 4)),
                List.of(Tensor.parameter("cell.weight", 1, Axis.nodes(0, Role.READS), Axis.nodes(0, Role.OWNS))));
        Density density = Density.of(network);

        // Then: 3·3 of 4·4; from there one less leaves 2·2; the derivative of n²/16 is n/8
        assertThat(density.of(new double[] {3})).isEqualTo(9.0 / 16);
        assertThat(density.share(0, new double[] {3})).isEqualTo(5.0 / 16);
        assertThat(density.slope(0, new double[] {3})).isEqualTo(6.0 / 16);
    }

    @Test
    void countsTheCostOfNodesWhereTheTensorsAreUnknown() {
        // Given
        Layers layers = Layers.of(
                List.of(new Layer("dense-1", LayerKind.DENSE, 2, 3), new Layer("dense-2", LayerKind.DENSE, 4, 1)));

        // Then
        assertThat(Density.of(new Architecture(layers, List.of())).of(new double[] {1, 2}))
                .isEqualTo(0.5);
    }
}
