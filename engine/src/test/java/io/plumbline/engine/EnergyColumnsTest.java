package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Architecture.Range;
import io.plumbline.core.model.Axis;
import io.plumbline.core.model.Factor;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Role;
import io.plumbline.core.model.Tensor;
import io.plumbline.core.settings.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where every entry is 1, sums of squares count entries: those that a node owns and those that read it, by hand. */
class EnergyColumnsTest {

    /** Columns and totals of a network of ones. */
    private record Counted(List<Float> column, ProbeRecord.Totals totals) {

        static Counted of(Architecture network, Scope scope, int... closed) {
            Layers layers = network.layers();
            float[][] gates = new float[layers.size()][];
            for (int l = 0; l < gates.length; l++) {
                gates[l] = new float[layers.end(l) - layers.start(l)];
                for (int b = 0; b < gates[l].length; b++) {
                    int node = layers.start(l) + b;
                    gates[l][b] = Arrays.stream(closed).anyMatch(c -> c == node) ? 0 : 1;
                }
            }
            GatedTensors gated = new GatedTensors(network);
            gated.gates(gates);
            Parameters ones = new Parameters(network);
            ones.fill(1);
            float[] column = new float[layers.nodes()];
            ProbeRecord record = new ProbeRecord(layers);
            new EnergyColumns(network, gated, scope).compute(ones, column, record.energy());
            return new Counted(
                    IntStream.range(0, column.length).mapToObj(b -> column[b]).toList(), record.energy());
        }
    }

    private static final Architecture PERCEPTRON = Architecture.ofDense(5, List.of(3, 2), 4);

    @Test
    void countsOwnAndOutgoingEntriesOfAPerceptron() {
        // When
        Counted own = Counted.of(PERCEPTRON, Scope.OWN);
        Counted both = Counted.of(PERCEPTRON, Scope.OWN_AND_OUT);

        // Then: in + bias, then what reads it
        assertThat(own.column()).containsExactly(6f, 6f, 6f, 4f, 4f);
        assertThat(both.column()).containsExactly(8f, 8f, 8f, 8f, 8f);
        assertThat(own.totals().layers()).containsExactly(18.0, 8.0);
        assertThat(own.totals().ungated()).isEqualTo(2 * 4 + 4);
        assertThat(own.totals().total()).isEqualTo(18 + 8 + 12);
    }

    @Test
    void observesAClosedNodeAndLeavesItOutOfAllOthers() {
        // When: node 1 of the first layer and node 0 of the second are closed
        Counted counted = Counted.of(PERCEPTRON, Scope.OWN_AND_OUT, 1, 3);

        // Then
        assertThat(counted.column())
                .containsExactly((float) (6 + 1), (float) (6 + 1), (float) (6 + 1), (float) (3 + 4), (float) (3 + 4));
        assertThat(counted.totals().layers()).containsExactly(12.0, 3.0);
        assertThat(counted.totals().ungated()).isEqualTo(4 + 4);
    }

    /** A stream of three channels that a stem writes and that reads itself; two outputs. */
    private static final Architecture STREAM = Architecture.of(
            List.of(new Range("stream", LayerKind.CONVOLUTION, 3)),
            List.of(
                    Tensor.parameter("stem", 1, Axis.fixed(4), Axis.nodes(0, Role.OWNS)),
                    Tensor.parameter("block", 1, Axis.fixed(9), Axis.nodes(0, Role.READS), Axis.nodes(0, Role.OWNS)),
                    Tensor.parameter("output", 1, Axis.nodes(0, Role.READS), Axis.fixed(2))));

    @Test
    void countsAnEntryOnceThatItsOwnerReads() {
        // When
        Counted counted = Counted.of(STREAM, Scope.OWN_AND_OUT);

        // Then: a column of the stem and of the block; a row of the block without the entry on its diagonal, of the
        // output
        assertThat(counted.column()).containsOnly((float) (4 + 9 * 3 + 9 * 2 + 2));
        assertThat(counted.totals().layers()).containsExactly(3.0 * (4 + 9 * 3));
        assertThat(counted.totals().ungated()).isEqualTo(6);
    }

    @Test
    void aClosedChannelStillReadsItself() {
        // When
        Counted counted = Counted.of(STREAM, Scope.OWN_AND_OUT, 0);

        // Then
        assertThat(counted.column().get(0)).isEqualTo((float) (4 + 9 * 3 + 9 * 2 + 2));
        assertThat(counted.column().get(1)).isEqualTo((float) (4 + 9 * 2 + 9 * 1 + 2));
        assertThat(counted.totals().layers()).containsExactly(2.0 * (4 + 9 * 2));
        assertThat(counted.totals().ungated()).isEqualTo(4);
    }

    /** Two heads of four columns, query, key and value beside one another, and what a pooled reader takes of them. */
    private static final Architecture HEADS = Architecture.of(
            List.of(new Range("heads", LayerKind.ATTENTION_HEAD, 2)),
            List.of(
                    Tensor.parameter(
                            "qkv", 1, Axis.fixed(8), Axis.of(new Factor.Fixed(3), new Factor.Nodes(0, 4, Role.OWNS))),
                    Tensor.parameter("projection", 1, Axis.blocks(0, 4, Role.READS), Axis.fixed(8)),
                    Tensor.parameter("transposed", 1, Axis.fixed(5), Axis.blocks(0, 4, Role.READS)),
                    Tensor.state("mean", Axis.nodes(0, Role.FOLLOWS))));

    @Test
    void countsBlocksOfColumnsAndOfRows() {
        // When
        Counted own = Counted.of(HEADS, Scope.OWN);
        Counted both = Counted.of(HEADS, Scope.OWN_AND_OUT);
        Counted closed = Counted.of(HEADS, Scope.OWN_AND_OUT, 1);

        // Then
        assertThat(own.column()).containsExactly((float) (8 * 12), (float) (8 * 12));
        assertThat(both.column()).containsExactly((float) (8 * 12 + 4 * 8 + 5 * 4), (float) (8 * 12 + 4 * 8 + 5 * 4));
        assertThat(both.totals().ungated()).isEqualTo(8 * 8 + 5 * 8);
        assertThat(closed.column()).isEqualTo(both.column());
        assertThat(closed.totals().layers()).containsExactly(8.0 * 12);
        assertThat(closed.totals().ungated()).isEqualTo(4 * 8 + 5 * 4);
    }

    /** Three experts, whole rows of which belong to one, and a router that goes with them. */
    private static final Architecture EXPERTS = Architecture.of(
            List.of(new Range("experts", LayerKind.EXPERT, 3)),
            List.of(
                    Tensor.parameter("in", 0, Axis.nodes(0, Role.OWNS), Axis.fixed(2), Axis.fixed(7)),
                    Tensor.parameter("router", 1, Axis.fixed(2), Axis.nodes(0, Role.FOLLOWS))));

    @Test
    void anExpertOwnsItsRowsAndNoGateBearsOnItsRouter() {
        // When
        Counted counted = Counted.of(EXPERTS, Scope.OWN_AND_OUT, 2);

        // Then
        assertThat(counted.column()).containsOnly(14f);
        assertThat(counted.totals().layers()).containsExactly(28.0);
        assertThat(counted.totals().ungated()).isEqualTo(6);
    }

    @Test
    void zeroesWhatClosedNodesOwnAndRead() {
        // Given
        GatedTensors gated = new GatedTensors(STREAM);
        gated.gates(new float[][] {{0, 1, 1}});
        Parameters ones = new Parameters(STREAM);
        ones.fill(1);

        // When
        gated.zeroClosed(ones, ones);

        // Then
        assertThat(ones.dot(ones)).isEqualTo(4 * 2 + 9 * 2 * 2 + 2 * 2);
        assertThat(ones.rows(0)[0]).containsExactly(0, 1, 1);
        assertThat(ones.rows(1)[0]).containsExactly(0, 0, 0);
        assertThat(ones.rows(1)[1]).containsExactly(0, 1, 1);
        assertThat(ones.rows(2)[0]).containsExactly(0, 0);
    }
}
