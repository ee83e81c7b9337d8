package io.plumbline.trainer.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A gated multi-layer perceptron as a SameDiff graph, of any number of examples. Gates and biases are placeholders of
 * a row per example: that spares the sums over examples in the backward pass, which cost more than the rest of the
 * elementwise work; the bias gradient is summed from the signals instead.
 *
 * <p>Names, for dense map l from 0: {@code x}, {@code w<l>}, {@code b<l>}, {@code z<l>} before and {@code h<l>} after
 * the activation, {@code m<l>} the gates, {@code o<l>} gated; the last z is {@code logits}; {@code target} is the
 * one-hot labels.
 */
final class MlpGraph {

    static final String LOGITS = "logits";
    static final String TARGET = "target";

    private final NetworkSpec network;
    private final DataType type;
    private final SameDiff graph = SameDiff.create();
    private final List<INDArray> weights;

    /**
     * Builds the graph.
     *
     * @param weights one [in, out] per dense map; read at every execution, owned by the caller
     */
    MlpGraph(NetworkSpec network, List<INDArray> weights) {
        this.network = network;
        this.weights = weights;
        this.type = weights.get(0).dataType();
        SDVariable logits = forward();
        SDVariable target = graph.placeHolder(TARGET, type, -1, network.classes());
        SDVariable loss = graph.loss().softmaxCrossEntropy("loss", target, logits, null, LossReduce.MEAN_BY_WEIGHT, 0);
        graph.setLossVariables(loss.name());
        QuietBuild.run(() -> graph.createGradFunction(derived().toArray(String[]::new)));
    }

    private SDVariable forward() {
        SDVariable below = graph.placeHolder("x", type, -1, network.features());
        for (int l = 0; l < network.depth(); l++) {
            int width = network.width(l + 1);
            boolean last = l == network.depth() - 1;
            SDVariable bias = graph.placeHolder("b" + l, type, -1, width);
            SDVariable z = below.mmul(graph.var("w" + l, weights.get(l))).add(last ? LOGITS : "z" + l, bias);
            below = last ? z : activate(z, l).mul("o" + l, graph.placeHolder("m" + l, type, -1, width));
        }
        return below;
    }

    private SDVariable activate(SDVariable z, int l) {
        return switch (network.activation()) {
            case RELU -> graph.nn().relu("h" + l, z, 0);
            case TANH -> graph.math().tanh("h" + l, z);
            case GELU -> z.mul("h" + l, graph.nn().sigmoid(z.mul(Activation.GELU_SLOPE)));
        };
    }

    private List<String> derived() {
        List<String> names = new ArrayList<>();
        for (int l = 0; l < network.depth() - 1; l++) {
            names.add("o" + l);
        }
        names.add(LOGITS);
        return names;
    }

    /** Returns the name of the derivative of the loss by {@code variable}. */
    String gradientOf(String variable) {
        return graph.getVariable(variable).getGradient().name();
    }

    /** Returns the graph with its backward pass, to be executed by a session. */
    SameDiff withGradients() {
        return graph.getFunction("grad");
    }

    /** Returns the forward pass alone, to be executed by a session. */
    SameDiff forwardOnly() {
        return graph;
    }

    /** Returns the names of what {@link Signals#readOutputs} reads. */
    List<String> outputs() {
        List<String> names = new ArrayList<>(List.of(LOGITS));
        for (int l = 0; l < network.depth() - 1; l++) {
            names.add("h" + l);
            if (network.activation().slopeNeedsInput()) {
                names.add("z" + l);
            }
        }
        return names;
    }
}
