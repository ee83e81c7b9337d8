package io.plumbline.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A gated multi-layer perceptron as a SameDiff graph, of any number of examples: the forward pass of training steps,
 * probes and evaluations. What goes back is carried by {@link Pullback}. Biases are a placeholder of one row; gates are of a row
 * per example, because dropout draws them so.
 *
 * <p>Names, for dense map l from 0: {@code x}, {@code w<l>}, {@code b<l>}, {@code z<l>} before and {@code h<l>} after
 * the activation, {@code m<l>} the gates, {@code o<l>} gated; the last z is {@code logits}.
 */
final class MlpGraph {

    static final String LOGITS = "logits";

    private final NetworkSpec network;
    private final SameDiff graph = SameDiff.create();

    /**
     * Builds the graph.
     *
     * @param weights one [in, out] per dense map; read at every execution, owned by the caller
     */
    MlpGraph(NetworkSpec network, List<INDArray> weights) {
        this.network = network;
        DataType type = weights.get(0).dataType();
        SDVariable below = graph.placeHolder("x", type, -1, network.features());
        for (int l = 0; l < network.depth(); l++) {
            int width = network.width(l + 1);
            boolean last = l == network.depth() - 1;
            SDVariable bias = graph.placeHolder("b" + l, type, 1, width);
            SDVariable z = below.mmul(graph.var("w" + l, weights.get(l))).add(last ? LOGITS : "z" + l, bias);
            below = last ? z : activate(z, l).mul("o" + l, graph.placeHolder("m" + l, type, -1, width));
        }
    }

    private SDVariable activate(SDVariable z, int l) {
        return switch (network.activation()) {
            case RELU -> graph.nn().relu("h" + l, z, 0);
            case TANH -> graph.math().tanh("h" + l, z);
            case GELU -> z.mul("h" + l, graph.nn().sigmoid(z.mul(Activation.GELU_SLOPE)));
        };
    }

    /** Returns the graph, to be executed by a session: the object itself. */
    SameDiff graph() {
        return graph;
    }

    /** Returns the names of what {@link Signals#readOutputs} reads and of what goes into the dense maps. */
    List<String> outputs() {
        List<String> names = new ArrayList<>(List.of(LOGITS));
        for (int l = 0; l < network.depth() - 1; l++) {
            names.add("h" + l);
            names.add("o" + l);
            if (network.activation().slopeNeedsInput()) {
                names.add("z" + l);
            }
        }
        return names;
    }
}
