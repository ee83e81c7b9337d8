package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What SameDiff derives of the graph, in double precision, against differences of the network by definition. */
class GraphGradientTest {

    private static final int EXAMPLES = 5;
    private final double[] gates = {1, 0, 1, 1, 1, 1, 0};

    @ParameterizedTest
    @EnumSource(Activation.class)
    void derivesTheCrossEntropy(Activation activation) {
        // Given
        ReferenceNetwork reference = reference(activation);
        Batch batch = ReferenceNetwork.randomBatch(reference.network, EXAMPLES, 2);
        double[][] target = new double[EXAMPLES][3];
        for (int i = 0; i < EXAMPLES; i++) {
            target[i][batch.labels()[i]] = 1;
        }
        // When
        double[] gradient = derive(reference, batch, target);
        // Then
        double[] expected = reference.gradient(w -> reference.loss(w, batch, gates));
        assertThat(gradient).containsExactly(expected, within(1e-8));
    }

    private static ReferenceNetwork reference(Activation activation) {
        NetworkSpec network = new NetworkSpec(4, List.of(4, 3), 3, activation);
        return new ReferenceNetwork(network, Parameters.initial(network, 1).export(""));
    }

    private double[] derive(ReferenceNetwork reference, Batch batch, double[][] target) {
        NetworkSpec network = reference.network;
        List<INDArray> weights = new ArrayList<>();
        Map<String, INDArray> inputs = new HashMap<>();
        for (int l = 0; l < network.depth(); l++) {
            double[][] rows = new double[network.width(l)][network.width(l + 1)];
            for (int r = 0; r < rows.length; r++) {
                System.arraycopy(reference.weights, reference.place(l, r, 0), rows[r], 0, rows[r].length);
            }
            weights.add(Nd4j.create(rows));
            inputs.put("b" + l, Nd4j.zeros(DataType.DOUBLE, 1, network.width(l + 1)));
        }
        inputs.put("m0", Nd4j.create(repeat(gates, 0, 4)));
        inputs.put("m1", Nd4j.create(repeat(gates, 4, 7)));
        inputs.put("x", Nd4j.create(batch.features(), new long[] {EXAMPLES, 4}).castTo(DataType.DOUBLE));
        inputs.put("target", Nd4j.create(target));
        SameDiff graph = withLoss(new MlpGraph(network, weights).graph());
        Map<String, INDArray> gradients = graph.calculateGradients(inputs, List.of("w0", "w1", "w2", "b0", "b1", "b2"));
        double[] flat = new double[reference.weights.length];
        int at = 0;
        for (int l = 0; l < network.depth(); l++) {
            for (String name : List.of("w" + l, "b" + l)) {
                for (double entry : gradients.get(name).dup('c').data().asDouble()) {
                    flat[at++] = entry;
                }
            }
        }
        return flat;
    }

    private static SameDiff withLoss(SameDiff graph) {
        SDVariable target = graph.placeHolder("target", DataType.DOUBLE, -1, 3);
        SDVariable logits = graph.getVariable(MlpGraph.LOGITS);
        graph.setLossVariables(
                graph.loss().softmaxCrossEntropy("loss", target, logits, null, LossReduce.MEAN_BY_WEIGHT, 0));
        return graph;
    }

    private static double[][] repeat(double[] gates, int from, int to) {
        double[][] rows = new double[EXAMPLES][];
        for (int i = 0; i < EXAMPLES; i++) {
            rows[i] = Arrays.copyOfRange(gates, from, to);
        }
        return rows;
    }
}
